import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSchema, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type Context, GREETING, port, readPosts, type User, userOf } from './upstream.js';

@ObjectType('User')
class UserType {
  @Field(() => Int) id!: number;
  @Field(() => String) name!: string;
  @Field(() => String) username!: string;
  @Field(() => String) email!: string;
  @Field(() => String, { nullable: true }) phone?: string;
  @Field(() => String, { nullable: true }) website?: string;
}

@ObjectType('Post')
class PostType {
  @Field(() => Int) id!: number;
  @Field(() => Int) userId!: number;
  @Field(() => String) title!: string;
  @Field(() => String) body!: string;
}

@Resolver(() => PostType)
class PostResolver {
  @Query(() => String)
  greet(): string {
    return GREETING;
  }

  @Query(() => [PostType])
  posts(): Promise<PostType[]> {
    return readPosts();
  }

  @FieldResolver(() => UserType, { nullable: true })
  user(@Root() post: PostType, @Ctx() context: Context): Promise<User | null> {
    return userOf(post, context);
  }
}

const schema = await buildSchema({ resolvers: [PostResolver], validate: false });
const server = new ApolloServer<Context>({ schema });
await startStandaloneServer(server, { listen: { port, host: '127.0.0.1' }, context: async () => ({}) });
