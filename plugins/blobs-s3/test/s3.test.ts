import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { testBlobStore } from '@kreiswerk/core/testing'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import t from 'tap'
import { s3 } from '../src/index.ts'
import { startS3 } from './s3-server.ts'

const server = await startS3(t)
const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
const settings = { endpoint: server.endpoint, bucket: 'portal', region: 'us-east-1', ...credentials }
const client = new S3Client({
  endpoint: server.endpoint,
  region: 'us-east-1',
  credentials,
  forcePathStyle: true,
  requestChecksumCalculation: 'WHEN_REQUIRED',
})

let prefixes = 0

testBlobStore(t, async () => {
  prefixes += 1
  const prefix = `portal-${prefixes}/`
  return {
    store: s3({ ...settings, prefix, maxBytes: 5_242_880 }),
    async damage(hash, content) {
      const Key = `${prefix}${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`
      await client.send(new PutObjectCommand({ Bucket: 'portal', Key, Body: content }))
    },
  }
})

t.test('an object holds the content and nothing else, under its hash and with its type', async (t) => {
  const content = Buffer.alloc(300_000, 'a')
  const { hash } = await s3(settings).put(content, { mediaType: 'application/pdf' })
  const Key = `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`
  const { Body, ContentType } = await client.send(new GetObjectCommand({ Bucket: 'portal', Key }))
  t.ok((await buffer(Body as Readable)).equals(content))
  t.equal(ContentType, 'application/pdf')
})

t.test('an unknown key, a missing bucket and a store that is down are said as such', async (t) => {
  const refused = { code: 'storage.blob-store-unreachable', status: 503 }
  const put = (changed: Partial<typeof settings>) =>
    s3({ ...settings, ...changed }).put(Buffer.from('a'), { mediaType: 'text/plain' })
  await t.rejects(put({ accessKeyId: 'unknown' }), { ...refused, message: /InvalidAccessKeyId/ })
  await t.rejects(put({ bucket: 'nowhere' }), { ...refused, message: /NoSuchBucket/ })
  await server.stop()
  await t.rejects(put({}), refused)
  await t.rejects(s3(settings).has('0'.repeat(64)), refused)
})
