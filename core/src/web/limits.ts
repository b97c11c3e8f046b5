/** How large requests may be, in MiB: a body without files, one file, all files of a request (they are kept in memory). */
export const limits = { body: 1, file: 10, files: 32 } as const

export const bytesOf = (mebibytes: number): number => mebibytes * 1_048_576
