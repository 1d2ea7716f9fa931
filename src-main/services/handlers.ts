/** Types of the functions that answer the contract's methods. */
import type { MethodName, Output, ParsedInput } from '../../src-shared/contract/index.ts';

type Namespace = MethodName extends `${infer N}.${string}` ? N : never;

/** The methods of one or several namespaces of the contract. */
export type Handlers<N extends Namespace> = {
  [M in Extract<MethodName, `${N}.${string}`>]: (input: ParsedInput<M>) => Promise<Output<M>>;
};

/** Those that close the library or are answered while it is locked. */
export type OutsideHandlers = Handlers<'encryption'> &
  Pick<Handlers<'storage'>, 'storage.restore' | 'storage.move'>;

/** All methods of the contract. */
export type AllHandlers = Handlers<Namespace>;
