/**
 * How large requests may be, in MiB: a body without files, all that is read of one with files. How large a single file
 * may be says its field. Files are never kept in memory.
 */
export const limits = { body: 1, files: 128 } as const

/** How many files one request may bring. */
export const mostFiles = 20

export const bytesOf = (mebibytes: number): number => mebibytes * 1_048_576
