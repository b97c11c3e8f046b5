import S3rver from 's3rver'

const [, , directory] = process.argv
const server = new S3rver({ port: 0, silent: true, directory, configureBuckets: [{ name: 'portal' }] })
const { address, port } = await server.run()
process.stdout.write(`http://${address === '::' ? 'localhost' : address}:${port}\n`)
