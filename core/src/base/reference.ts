import type { Static, TSchema } from './schema.ts'

declare const carried: unique symbol

/** Names a service that one plugin provides and others may use, e.g. `online-service.catalogue@1`. */
export interface ServiceReference<T> {
  readonly kind: 'service'
  readonly id: string
  readonly [carried]?: T
}

/** Names a place where other plugins contribute values of type `T`. */
export interface ExtensionPoint<T> {
  readonly kind: 'extension-point'
  readonly id: string
  readonly [carried]?: T
}

/** Names something that happened; its payload is checked against `schema` when it is emitted. */
export interface EventReference<S extends TSchema = TSchema> {
  readonly kind: 'event'
  readonly name: string
  readonly schema: S
}

/** A value one plugin contributes to an extension point. */
export interface Contribution {
  readonly point: ExtensionPoint<unknown>
  readonly value: unknown
}

/** Names a service: `<plugin>.<name>@<generation>`, permanent once published. */
export const service = <T>(id: string): ServiceReference<T> => ({ kind: 'service', id })

/** Names an extension point: `<plugin>.<name>@<generation>`; the plugin in it is the one that offers it. */
export const extensionPoint = <T>(id: string): ExtensionPoint<T> => ({ kind: 'extension-point', id })

/** Names an event and the shape of its payload: `<plugin>.<what-happened>`. */
export const event = <S extends TSchema>(name: string, schema: S): EventReference<S> => ({
  kind: 'event',
  name,
  schema,
})

/** Contributes `value` to a point; goes into the plugin's `contributes`. */
export const contribute = <T>(point: ExtensionPoint<T>, value: T): Contribution => ({ point, value })

export type PayloadOf<E extends EventReference> = Static<E['schema']>
