import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { blobErrors, checkingContent, isBlobHash } from '@kreiswerk/core'
import type { BlobHash, BlobStore } from '@kreiswerk/core'
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
}

const usualLimit = 100 * 1024 * 1024

/**
 * Keeps files in S3-compatible storage, by their content: `<prefix>ab/cd/abcd…`. A file passes through a temporary file,
 * because its name is known only when all of it has been read.
 */
export function s3(options: S3Options): BlobStore {
  const { bucket: Bucket, prefix = '', maxBytes = usualLimit } = options
  const client = new S3Client({
    endpoint: options.endpoint,
    region: options.region,
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    forcePathStyle: options.virtualHosts !== true,
    // Checksums in trailers, the usual setting, end up in the content on stores that do not know them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const keyOf = (hash: BlobHash) => `${prefix}${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`

  async function sizeOf(hash: BlobHash): Promise<number | null> {
    try {
      const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket, Key: keyOf(hash) }))
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
        await client.send(new PutObjectCommand({ ...object, Body: createReadStream(path) })).catch(refuse)
        return { hash, size }
      } finally {
        await rm(path, { force: true })
      }
    },
    async open(hash) {
      if (!isBlobHash(hash)) throw blobErrors.blobNotFound({ hash })
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: keyOf(hash) }))
        return checkingContent(Body as Readable, hash)
      } catch (error) {
        throw isMissing(error) ? blobErrors.blobNotFound({ hash }) : unreachable(error)
      }
    },
    has: async (hash) => isBlobHash(hash) && (await sizeOf(hash)) !== null,
    async remove(hash) {
      if (isBlobHash(hash)) await client.send(new DeleteObjectCommand({ Bucket, Key: keyOf(hash) })).catch(refuse)
    },
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
