/**
 * How large requests may be, in MiB: a body without files and the text of one with files, and all that is read of one
 * with files. How large a single file may be says its field. Files are never kept in memory.
 */
export const limits = { body: 1, files: 128 } as const

/** How many files one request may bring. */
export const mostFiles = 20

/** How many texts may come with files. */
export const mostFields = 500

export const bytesOf = (mebibytes: number): number => mebibytes * 1_048_576
