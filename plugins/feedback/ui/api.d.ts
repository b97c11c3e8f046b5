// Made by "npm run build:api" from the plugin's actions.
export interface paths {
  '/api/feedback/reports': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List reports of barriers, newest first */
    get: operations['feedback.listReports']
    put?: never
    /** Report a barrier */
    post: operations['feedback.reportBarrier']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/feedback/reports/{id}/answer': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Answer a report; who left an address gets a mail */
    post: operations['feedback.answerReport']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    /** @description RFC 9457 problem details with a stable code. */
    Problem: {
      type: string
      title: string
      status: number
      detail: string
      code: string
      correlationId: string
      problems?: {
        pointer: string
        code: string
        detail: string
      }[]
    }
  }
  responses: never
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  'feedback.listReports': {
    parameters: {
      query?: {
        after?: string
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            items: {
              id: string
              page: string
              text: string
              email: string | null
              /** Format: date-time */
              at: string
              answer: string | null
            }[]
            next: string | null
          }
        }
      }
      /** @description A problem */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  'feedback.reportBarrier': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          page: string
          text: string
          /** Format: email */
          email?: string
        }
        'application/x-www-form-urlencoded': {
          page: string
          text: string
          /** Format: email */
          email?: string
        }
      }
    }
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            id: string
          }
        }
      }
      /** @description A problem */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  'feedback.answerReport': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          answer: string
        }
        'application/x-www-form-urlencoded': {
          answer: string
        }
      }
    }
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            id: string
          }
        }
      }
      /** @description A problem */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
}
