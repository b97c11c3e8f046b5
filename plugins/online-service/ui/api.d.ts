// Made by "npm run build:api" from the plugin's actions.
export interface paths {
  '/api/online-service/services/{service}/draft/{page}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Check and keep one page of an application; says which page comes next */
    post: operations['online-service.saveDraftPage']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/services/{service}/draft': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Throw away an application that was not submitted */
    post: operations['online-service.discardDraft']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/services/{service}/applications': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** File the application that was filled in; with a fee it is received once that is paid */
    post: operations['online-service.submitApplication']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/my-cases/{id}/payment': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Begin to pay the fee of your application; says where to pay */
    post: operations['online-service.payCase']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/my-cases/{id}/withdrawal': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Withdraw your application before it is decided */
    post: operations['online-service.withdrawCase']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/my-cases': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List your own applications, newest first */
    get: operations['online-service.listOwnCases']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/my-cases/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Show one of your own applications */
    get: operations['online-service.showOwnCase']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/my-cases/{id}/receipt': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Download the proof that your application was received (C2SP tlog-proof) */
    get: operations['online-service.downloadReceipt']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/my-cases/{id}/outputs/{output}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Download a document that your application produced */
    get: operations['online-service.downloadOutput']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/status': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** How far an application is, by its number and status code */
    post: operations['online-service.lookUpCase']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/certificates/{token}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Whether a certificate is genuine, and what it says */
    get: operations['online-service.checkCertificate']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/cases': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List the applications of your units, oldest first */
    get: operations['online-service.listCases']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/cases/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Show an application with its history */
    get: operations['online-service.showCase']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/cases/{id}/assignment': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Take an application on */
    post: operations['online-service.assignToMe']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/cases/{id}/release': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Give an application back to everybody in the unit */
    post: operations['online-service.releaseCase']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/cases/{id}/notes': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Add a note to an application, for staff only */
    post: operations['online-service.addNote']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/cases/{id}/decision': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Grant or refuse an application, with the reason the citizen reads; granting issues its documents */
    post: operations['online-service.decideCase']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/cases/{id}/outputs/{output}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Download a document that an application produced */
    get: operations['online-service.downloadOutputAsStaff']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/my-cases/{id}/files/{file}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Download a file that you attached to your application, once it has been checked */
    get: operations['online-service.downloadFile']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/online-service/cases/{id}/files/{file}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Download a file that a citizen attached to an application, once it has been checked */
    get: operations['online-service.downloadFileAsStaff']
    put?: never
    post?: never
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
  'online-service.saveDraftPage': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        service: string
        page: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          [key: string]: unknown
        }
        'application/x-www-form-urlencoded': {
          [key: string]: unknown
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
            next: string | null
            changed: string | null
            show: string | null
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
  'online-service.discardDraft': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        service: string
      }
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
          'application/json': Record<string, never>
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
  'online-service.submitApplication': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        service: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /** @constant */
          confirmed: true
        }
        'application/x-www-form-urlencoded': {
          /** @constant */
          confirmed: true
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
            caseId: string
            trackingNumber: string
            toPay: number
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
  'online-service.payCase': {
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
    requestBody?: never
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            redirectUrl: string
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
  'online-service.withdrawCase': {
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
    requestBody?: never
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': Record<string, never>
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
  'online-service.listOwnCases': {
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
              trackingNumber: string
              title: string
              stage: string
              payment: string
              outcome: string | null
              /** Format: date-time */
              submittedAt: string
              receivedAt: string | null
              decidedAt: string | null
              id: string
              service: string
              unit: string
              applicantName: string
              assigneeName: string | null
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
  'online-service.showOwnCase': {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
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
            trackingNumber: string
            title: string
            stage: string
            payment: string
            outcome: string | null
            /** Format: date-time */
            submittedAt: string
            receivedAt: string | null
            decidedAt: string | null
            id: string
            service: string
            summary: {
              id: string
              title: string
              lines: {
                name: string
                label: string
                value: string[]
              }[]
              rows: {
                id: string
                title: string
                lines: {
                  name: string
                  label: string
                  value: string[]
                }[]
              }[]
            }[]
            current: {
              name: string
              label: string
              value: string[]
              link: {
                label: string
                href: string
              } | null
            }[]
            fee: number
            feeItems: {
              label: string
              quantity: number
              amount: number
            }[]
            reason: string | null
            files: {
              id: string
              field: string
              name: string
              mediaType: string
              bytes: number
              state: 'stored' | 'checking' | 'checked' | 'rejected'
            }[]
            outputs: {
              id: string
              title: string
              bytes: number
              /** Format: date-time */
              issuedAt: string
            }[]
            statusCode: string
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
  'online-service.downloadReceipt': {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
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
          'application/octet-stream': string
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
  'online-service.downloadOutput': {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
        output: string
      }
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
          'application/octet-stream': string
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
  'online-service.lookUpCase': {
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
          trackingNumber: string
          statusCode: string
        }
        'application/x-www-form-urlencoded': {
          trackingNumber: string
          statusCode: string
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
            trackingNumber: string
            title: string
            stage: string
            payment: string
            outcome: string | null
            /** Format: date-time */
            submittedAt: string
            receivedAt: string | null
            decidedAt: string | null
            current: {
              name: string
              label: string
              value: string[]
              link: {
                label: string
                href: string
              } | null
            }[]
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
  'online-service.checkCertificate': {
    parameters: {
      query?: never
      header?: never
      path: {
        token: string
      }
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
            authority: string
            title: string
            code: string
            /** Format: date-time */
            issuedAt: string
            facts: {
              label: string
              value: string
            }[]
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
  'online-service.listCases': {
    parameters: {
      query?: {
        after?: string
        limit?: number
        stage?: 'open' | 'received' | 'in-progress' | 'awaiting-payment' | 'decided'
        service?: string
        assigned?: 'me' | 'nobody'
        number?: string
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
              trackingNumber: string
              title: string
              stage: string
              payment: string
              outcome: string | null
              /** Format: date-time */
              submittedAt: string
              receivedAt: string | null
              decidedAt: string | null
              id: string
              service: string
              unit: string
              applicantName: string
              assigneeName: string | null
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
  'online-service.showCase': {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
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
            trackingNumber: string
            title: string
            stage: string
            payment: string
            outcome: string | null
            /** Format: date-time */
            submittedAt: string
            receivedAt: string | null
            decidedAt: string | null
            id: string
            service: string
            summary: {
              id: string
              title: string
              lines: {
                name: string
                label: string
                value: string[]
              }[]
              rows: {
                id: string
                title: string
                lines: {
                  name: string
                  label: string
                  value: string[]
                }[]
              }[]
            }[]
            current: {
              name: string
              label: string
              value: string[]
              link: {
                label: string
                href: string
              } | null
            }[]
            fee: number
            feeItems: {
              label: string
              quantity: number
              amount: number
            }[]
            reason: string | null
            files: {
              id: string
              field: string
              name: string
              mediaType: string
              bytes: number
              state: 'stored' | 'checking' | 'checked' | 'rejected'
            }[]
            outputs: {
              id: string
              title: string
              bytes: number
              /** Format: date-time */
              issuedAt: string
            }[]
            unit: string
            applicantName: string
            applicantEmail: string | null
            assigneeName: string | null
            assignedToMe: boolean
            refundDue: boolean
            history: {
              id: string
              kind: string
              /** Format: date-time */
              at: string
              by: string | null
              text: string | null
            }[]
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
  'online-service.assignToMe': {
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
    requestBody?: never
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': Record<string, never>
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
  'online-service.releaseCase': {
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
    requestBody?: never
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': Record<string, never>
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
  'online-service.addNote': {
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
          text: string
        }
        'application/x-www-form-urlencoded': {
          text: string
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
          'application/json': Record<string, never>
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
  'online-service.decideCase': {
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
          outcome: 'granted' | 'refused'
          reason: string
        }
        'application/x-www-form-urlencoded': {
          outcome: 'granted' | 'refused'
          reason: string
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
            outputs: string[]
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
  'online-service.downloadOutputAsStaff': {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
        output: string
      }
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
          'application/octet-stream': string
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
  'online-service.downloadFile': {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
        file: string
      }
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
          'application/octet-stream': string
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
  'online-service.downloadFileAsStaff': {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
        file: string
      }
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
          'application/octet-stream': string
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
