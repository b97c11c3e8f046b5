import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { blobErrors, checkingContent, isBlobHash } from '@kreiswerk/core'
import type { BlobHash, BlobStore } from '@kreiswerk/core'
import { readWhileAnswered } from './read-while-answered.ts'
import { spool } from './spool.ts'

export interface S3Options {
  /** E.g. `https://s3.example.de`. */
  endpoint: string
  bucket: string
  /** What the store calls its region; `us-east-1` for most that have none. */
  region: string
  accessKeyId: string
  secretAccessKey: string
  /** Put before every key, so that several portals share a bucket, e.g. `aachen/`. */
  prefix?: string
  /** Bucket in the host name instead of in the path. Most stores that are not Amazon's want it in the path. */
  virtualHosts?: boolean
  /** The largest file: 100 MiB unless told. */
  maxBytes?: number
  /** How long the store may be silent in the middle of something, in seconds: 20 unless told. A slow one that goes on may take any time. */
  patience?: number
}

const usualLimit = 100 * 1024 * 1024
const usualPatience = 20
/** Milliseconds for a connection to come about. */
const connectionTimeout = 5_000

/**
 * Keeps files in S3-compatible storage, by their content: `<prefix>ab/cd/abcd…`. A file passes through a temporary file,
 * because its name is known only when all of it has been read.
 */
export function s3(options: S3Options): BlobStore {
  const { bucket: Bucket, prefix = '', maxBytes = usualLimit, patience = usualPatience } = options
  const silence = patience * 1000
  // What is asked for answers in one piece or begins to; what is sent takes as long as it moves.
  const asking = clientOf(options, { requestTimeout: silence, throwOnRequestTimeout: true })
  const sending = clientOf(options, { socketTimeout: silence })
  const keyOf = (hash: BlobHash) => `${prefix}${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`

  async function sizeOf(hash: BlobHash): Promise<number | null> {
    try {
      const { ContentLength } = await asking.send(new HeadObjectCommand({ Bucket, Key: keyOf(hash) }))
      return ContentLength ?? 0
    } catch (error) {
      if (isMissing(error)) return null
      throw unreachable(error)
    }
  }

  return {
    async put(content, { mediaType, maxBytes: limit = maxBytes }) {
      const { path, hash, size } = await spool(content, Math.min(limit, maxBytes))
      try {
        const object = { Bucket, Key: keyOf(hash), ContentLength: size, ContentType: mediaType }
        await sending.send(new PutObjectCommand({ ...object, Body: createReadStream(path) })).catch(refuse)
        return { hash, size }
      } finally {
        await rm(path, { force: true })
      }
    },
    async open(hash) {
      if (!isBlobHash(hash)) throw blobErrors.blobNotFound({ hash })
      try {
        const { Body } = await asking.send(new GetObjectCommand({ Bucket, Key: keyOf(hash) }))
        const answered = refusing(readWhileAnswered(Body as Readable, silence))
        return checkingContent(Readable.from(answered, { objectMode: false }), hash)
      } catch (error) {
        throw isMissing(error) ? blobErrors.blobNotFound({ hash }) : unreachable(error)
      }
    },
    has: async (hash) => isBlobHash(hash) && (await sizeOf(hash)) !== null,
    async remove(hash) {
      if (isBlobHash(hash)) await asking.send(new DeleteObjectCommand({ Bucket, Key: keyOf(hash) })).catch(refuse)
    },
  }
}

function clientOf(options: S3Options, timeouts: NodeHttpTimeouts): S3Client {
  return new S3Client({
    endpoint: options.endpoint,
    region: options.region,
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    forcePathStyle: options.virtualHosts !== true,
    // Checksums in trailers, the usual setting, end up in the content on stores that do not know them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Without these it waits without end for a store that takes connections and says nothing.
    requestHandler: { connectionTimeout, ...timeouts },
    // Each attempt may last as long as the store may be silent.
    maxAttempts: 2,
  })
}

interface NodeHttpTimeouts {
  requestTimeout?: number
  throwOnRequestTimeout?: boolean
  socketTimeout?: number
}

async function* refusing(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* content
  } catch (error) {
    refuse(error)
  }
}

function refuse(error: unknown): never {
  throw unreachable(error)
}

const unreachable = (cause: unknown) =>
  blobErrors.blobStoreUnreachable({ reason: cause instanceof Error ? cause.name : String(cause) }, { cause })

function isMissing(error: unknown): boolean {
  const name = error instanceof Error ? error.name : ''
  return name === 'NoSuchKey' || name === 'NotFound'
}
