// Made by "npm run build:api" from the plugin's actions.
export interface paths {
  '/api/appointments/days': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The first free time of each day, per office; the earliest of all comes first in its office */
    get: operations['appointments.findDays']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/times': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The free times of a day at an office */
    get: operations['appointments.findTimes']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/proof': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Ask whether many people book at present, and for a task that lets one book nevertheless */
    get: operations['appointments.askForProof']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/holds': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Hold a time for some minutes, before name and address are known */
    post: operations['appointments.holdTime']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/holds/{link}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A time that is held */
    get: operations['appointments.showHold']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/holds/{link}/booking': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Book a time that is held */
    post: operations['appointments.bookHeld']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/confirmations/{link}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A booking that waits for its confirmation */
    get: operations['appointments.showUnconfirmed']
    put?: never
    /** Confirm a booking that was made without an account */
    post: operations['appointments.confirmBooking']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/bookings/{link}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** An appointment */
    get: operations['appointments.showBooking']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/bookings/{link}/calendar': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** An appointment as a file for calendars (RFC 5545) */
    get: operations['appointments.downloadCalendar']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/bookings/{link}/move': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Move an appointment to another time at the same office */
    post: operations['appointments.moveBooking']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/bookings/{link}/cancellation': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Cancel an appointment */
    post: operations['appointments.cancelBooking']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/open-data/availability': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How much is free at an office, per service and day, as open data */
    get: operations['appointments.showAvailability']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/open-data/availability.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The same as a table (RFC 4180) */
    get: operations['appointments.showAvailabilityTable']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/staff-offices': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The offices of your units, with what people come for */
    get: operations['appointments.listOffices']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/calendar/{office}/{day}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The desks and the appointments of an office on a day */
    get: operations['appointments.showDay']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/staff-bookings/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** An appointment with what is known of the person, for staff */
    get: operations['appointments.showStaffBooking']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/staff-times': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The times of a day that staff can give away at an office */
    get: operations['appointments.findStaffTimes']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/staff-bookings': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Book an appointment for somebody on the phone or at the counter */
    post: operations['appointments.bookAsStaff']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/staff-bookings/{id}/move': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Move an appointment to another time at the same office; the person gets a mail */
    post: operations['appointments.moveAsStaff']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/staff-bookings/{id}/cancellation': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Cancel an appointment, with the reason that the person reads in a mail */
    post: operations['appointments.cancelAsStaff']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/schedules/{office}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The opening rules and the exceptions of an office */
    get: operations['appointments.showSchedule']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/schedules/{office}/preview': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** What citizens would find after a change of the schedule, and which appointments it leaves without a desk */
    post: operations['appointments.previewChange']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/schedules/{office}/changes': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Add, change or remove a rule or an exception, in view of its preview; appointments stay as they are */
    post: operations['appointments.changeSchedule']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/schedules/{office}/conflicts': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The appointments to come of an office that no open desk is there for */
    get: operations['appointments.listConflicts']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/bookings/{link}/arrival': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Say that one has come for an appointment */
    post: operations['appointments.arriveByLink']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/tickets/{link}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * A number and its place in line; live
     * @description With `Accept: text/event-stream` the same reply comes as server-sent events `snapshot`, again after every change.
     */
    get: operations['appointments.showTicket']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/terminals/{device}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What a public terminal offers; its link is its permission */
    get: operations['appointments.showTerminal']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/terminals/{device}/arrivals': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Check in for an appointment at a public terminal */
    post: operations['appointments.arriveAtTerminal']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/terminals/{device}/tickets': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Take a number at a public terminal, without an appointment */
    post: operations['appointments.takeTicket']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/devices': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List the public terminals of your units with the secret addresses they open, newest first */
    get: operations['appointments.listDevices']
    put?: never
    /** Set up a public terminal at an office */
    post: operations['appointments.addDevice']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/devices/offices': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List the offices whose public terminals you manage */
    get: operations['appointments.listDeviceOffices']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/devices/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Lock or unlock a public terminal, or void its address and make a new one */
    post: operations['appointments.changeDevice']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/counters': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List the offices whose visitors you serve */
    get: operations['appointments.listCounters']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/offices/{office}/queue': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Who is at an office, in the order in which they are called; live
     * @description With `Accept: text/event-stream` the same reply comes as server-sent events `snapshot`, again after every change.
     */
    get: operations['appointments.showQueue']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/offices/{office}/calls': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Call the next in line to a desk; says nothing when nobody waits */
    post: operations['appointments.callNext']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/visits/{id}/steps': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Call somebody in particular or again, serve, finish, park, send back to the line or to other desks */
    post: operations['appointments.moveVisit']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/offices/{office}/visits': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Put somebody in line: with the code of an appointment, or without one */
    post: operations['appointments.welcomeVisitor']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/offices/{office}/display': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Which numbers are called to which desks at an office, latest first; live
     * @description With `Accept: text/event-stream` the same reply comes as server-sent events `snapshot`, again after every change.
     */
    get: operations['appointments.showDisplay']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/entries': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Join the waiting list: suitable times that come free are offered to those who wait first */
    post: operations['appointments.joinWaitingList']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/entry-confirmations/{link}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** An entry that waits for its confirmation */
    get: operations['appointments.showUnconfirmedEntry']
    put?: never
    /** Confirm an entry on the waiting list or in a draw */
    post: operations['appointments.confirmEntry']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/entries/{link}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** An entry on the waiting list or in a draw */
    get: operations['appointments.showEntry']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/entries/{link}/end': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Leave the waiting list or the draw */
    post: operations['appointments.leaveList']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/offers/{link}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A time that is kept for somebody on the waiting list */
    get: operations['appointments.showOffer']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/offers/{link}/acceptance': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Accept a time from the waiting list */
    post: operations['appointments.acceptOffer']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/offers/{link}/refusal': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Leave a time from the waiting list to the next person, and wait on */
    post: operations['appointments.declineOffer']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/wishes': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Take part in the draw of a service whose times are scarce */
    post: operations['appointments.registerWish']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/draws/{service}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The draws of a service: the next one, and the last ones with their seeds */
    get: operations['appointments.showDraws']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/draws/{service}/{day}/lots': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The order of a draw, a hundred places at a time */
    get: operations['appointments.listLots']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/my-bookings': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List your own appointments, the latest first */
    get: operations['appointments.listOwnBookings']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/statistics/{office}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Waiting and serving times of an office in a period of at most 92 days */
    get: operations['appointments.showStatistics']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/appointments/statistics/{office}/table.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The same as a table (RFC 4180), times in seconds */
    get: operations['appointments.downloadStatistics']
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
  'appointments.findDays': {
    parameters: {
      query: {
        services: string
        variant?: 'counter' | 'phone' | 'video'
        office?: string
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
            offices: {
              office: string
              days: {
                day: string
                /** Format: date-time */
                earliest: string
              }[]
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
  'appointments.findTimes': {
    parameters: {
      query: {
        services: string
        variant?: 'counter' | 'phone' | 'video'
        office: string
        day: string
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
            times: {
              /** Format: date-time */
              start: string
              lanes: number
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
  'appointments.askForProof': {
    parameters: {
      query?: never
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
            task: {
              challenge: {
                parameters: {
                  [key: string]: unknown
                }
                signature?: string
              }
              ticket: string
            } | null
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
  'appointments.holdTime': {
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
          office: string
          items: {
            service: string
            /** @default 1 */
            persons: number
          }[]
          variant: 'counter' | 'phone' | 'video'
          /** Format: date-time */
          start: string
          proof?: string
          ticket?: string
        }
        'application/x-www-form-urlencoded': {
          office: string
          items: {
            service: string
            /** @default 1 */
            persons: number
          }[]
          variant: 'counter' | 'phone' | 'video'
          /** Format: date-time */
          start: string
          proof?: string
          ticket?: string
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
            link: string
            /** Format: date-time */
            heldUntil: string
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
  'appointments.showHold': {
    parameters: {
      query?: never
      header?: never
      path: {
        link: string
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
            office: string
            state: string
            /** Format: date-time */
            startsAt: string
            /** Format: date-time */
            endsAt: string
            items: {
              service: string
              persons: number
            }[]
            variant: 'counter' | 'phone' | 'video'
            code: string | null
            heldUntil: string | null
            linkedTo: {
              title: string
              href: string
              leadDays: number
            } | null
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
  'appointments.bookHeld': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        link: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          name: string
          /** Format: email */
          email: string
          phone?: string
          note?: string
          /** Format: date-time */
          start?: string
        }
        'application/x-www-form-urlencoded': {
          name: string
          /** Format: email */
          email: string
          phone?: string
          note?: string
          /** Format: date-time */
          start?: string
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
            state: 'preconfirmed' | 'confirmed'
            link: string | null
            confirmUntil: string | null
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
  'appointments.showUnconfirmed': {
    parameters: {
      query?: never
      header?: never
      path: {
        link: string
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
            office: string
            state: string
            /** Format: date-time */
            startsAt: string
            /** Format: date-time */
            endsAt: string
            items: {
              service: string
              persons: number
            }[]
            variant: 'counter' | 'phone' | 'video'
            code: string | null
            heldUntil: string | null
            linkedTo: {
              title: string
              href: string
              leadDays: number
            } | null
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
  'appointments.confirmBooking': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        link: string
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
            link: string
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
  'appointments.showBooking': {
    parameters: {
      query?: never
      header?: never
      path: {
        link: string
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
            office: string
            state: string
            /** Format: date-time */
            startsAt: string
            /** Format: date-time */
            endsAt: string
            items: {
              service: string
              persons: number
            }[]
            variant: 'counter' | 'phone' | 'video'
            code: string | null
            heldUntil: string | null
            linkedTo: {
              title: string
              href: string
              leadDays: number
            } | null
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
  'appointments.downloadCalendar': {
    parameters: {
      query?: never
      header?: never
      path: {
        link: string
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
  'appointments.moveBooking': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        link: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /** Format: date-time */
          start: string
        }
        'application/x-www-form-urlencoded': {
          /** Format: date-time */
          start: string
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
            link: string
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
  'appointments.cancelBooking': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        link: string
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
  'appointments.showAvailability': {
    parameters: {
      query: {
        office: string
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
            licence: string
            office: string
            name: string
            /** Format: date-time */
            at: string
            availability: {
              service: string
              title: string
              variant: string
              /** Format: date */
              day: string
              starts: number
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
  'appointments.showAvailabilityTable': {
    parameters: {
      query: {
        office: string
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
  'appointments.listOffices': {
    parameters: {
      query?: never
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
            offices: {
              id: string
              name: string
              /** Format: date */
              today: string
              mayBook: boolean
              mayPlan: boolean
              services: {
                id: string
                title: string
                persons: number
                variants: string[]
              }[]
            }[]
            horizonDays: number
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
  'appointments.showDay': {
    parameters: {
      query?: never
      header?: never
      path: {
        office: string
        day: string
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
            office: string
            name: string
            /** Format: date */
            day: string
            /** Format: date-time */
            start: string
            desks: {
              lane: string
              group: string
              number: number
              public: {
                from: number
                to: number
              }[]
              internal: {
                from: number
                to: number
              }[]
            }[]
            bookings: {
              id: string
              office: string
              lane: string
              /** Format: date-time */
              startsAt: string
              /** Format: date-time */
              endsAt: string
              /** Format: date */
              day: string
              from: string
              to: string
              services: string[]
              state: string
              code: string | null
              name: string | null
              fromMinute: number
              toMinute: number
              conflict: boolean
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
  'appointments.showStaffBooking': {
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
            id: string
            office: string
            lane: string
            /** Format: date-time */
            startsAt: string
            /** Format: date-time */
            endsAt: string
            /** Format: date */
            day: string
            from: string
            to: string
            services: string[]
            state: string
            code: string | null
            name: string | null
            officeName: string
            items: {
              service: string
              persons: number
            }[]
            variant: 'counter' | 'phone' | 'video'
            email: string | null
            phone: string | null
            note: string | null
            /** Format: date-time */
            createdAt: string
            open: boolean
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
  'appointments.findStaffTimes': {
    parameters: {
      query: {
        services: string
        variant?: 'counter' | 'phone' | 'video'
        office: string
        day: string
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
            times: {
              /** Format: date-time */
              start: string
              time: string
              lanes: number
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
  'appointments.bookAsStaff': {
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
          office: string
          items: {
            service: string
            /** @default 1 */
            persons: number
          }[]
          variant: 'counter' | 'phone' | 'video'
          /** Format: date-time */
          start: string
          name: string
          /** Format: email */
          email?: string
          phone?: string
          note?: string
        }
        'application/x-www-form-urlencoded': {
          office: string
          items: {
            service: string
            /** @default 1 */
            persons: number
          }[]
          variant: 'counter' | 'phone' | 'video'
          /** Format: date-time */
          start: string
          name: string
          /** Format: email */
          email?: string
          phone?: string
          note?: string
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
            code: string
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
  'appointments.moveAsStaff': {
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
          /** Format: date-time */
          start: string
        }
        'application/x-www-form-urlencoded': {
          /** Format: date-time */
          start: string
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
  'appointments.cancelAsStaff': {
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
          reason: string
        }
        'application/x-www-form-urlencoded': {
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
  'appointments.showSchedule': {
    parameters: {
      query?: never
      header?: never
      path: {
        office: string
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
            office: string
            name: string
            /** Format: date */
            today: string
            ownRules: boolean
            groups: {
              id: string
              name: string
              lanes: number
            }[]
            rules: {
              id: string
              group: string
              weekday: number
              from: string
              to: string
              /** Format: date */
              validFrom: string
              validUntil: string | null
              everyWeeks: number
              nthWeek: number | null
              publicLanes: number
              internalLanes: number
            }[]
            exceptions: {
              id: string
              group: string | null
              kind: 'closed' | 'hours' | 'staffing'
              /** Format: date */
              firstDay: string
              /** Format: date */
              lastDay: string
              from: string | null
              to: string | null
              publicLanes: number | null
              internalLanes: number | null
              reason: string
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
  'appointments.previewChange': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        office: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          id: string | null
          rule?: {
            group: string
            weekday: number
            from: string
            to: string
            /** Format: date */
            validFrom: string
            validUntil: string | null
            everyWeeks: number
            nthWeek: number | null
            publicLanes: number
            internalLanes: number
          } | null
          exception?: {
            group: string | null
            kind: 'closed' | 'hours' | 'staffing'
            /** Format: date */
            firstDay: string
            /** Format: date */
            lastDay: string
            from: string | null
            to: string | null
            publicLanes: number | null
            internalLanes: number | null
            reason: string
          } | null
        }
        'application/x-www-form-urlencoded': {
          id: string | null
          rule?: {
            group: string
            weekday: number
            from: string
            to: string
            /** Format: date */
            validFrom: string
            validUntil: string | null
            everyWeeks: number
            nthWeek: number | null
            publicLanes: number
            internalLanes: number
          } | null
          exception?: {
            group: string | null
            kind: 'closed' | 'hours' | 'staffing'
            /** Format: date */
            firstDay: string
            /** Format: date */
            lastDay: string
            from: string | null
            to: string | null
            publicLanes: number | null
            internalLanes: number | null
            reason: string
          } | null
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
            /** Format: date */
            first: string
            /** Format: date */
            last: string
            days: {
              day: string
              before: {
                group: string
                from: string
                to: string
                publicLanes: number
                internalLanes: number
              }[]
              after: {
                group: string
                from: string
                to: string
                publicLanes: number
                internalLanes: number
              }[]
            }[]
            reseated: number
            conflicts: {
              id: string
              office: string
              lane: string
              /** Format: date-time */
              startsAt: string
              /** Format: date-time */
              endsAt: string
              /** Format: date */
              day: string
              from: string
              to: string
              services: string[]
              state: string
              code: string | null
              name: string | null
            }[]
            count: number
            seen: string
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
  'appointments.changeSchedule': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        office: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          id: string | null
          rule?: {
            group: string
            weekday: number
            from: string
            to: string
            /** Format: date */
            validFrom: string
            validUntil: string | null
            everyWeeks: number
            nthWeek: number | null
            publicLanes: number
            internalLanes: number
          } | null
          exception?: {
            group: string | null
            kind: 'closed' | 'hours' | 'staffing'
            /** Format: date */
            firstDay: string
            /** Format: date */
            lastDay: string
            from: string | null
            to: string | null
            publicLanes: number | null
            internalLanes: number | null
            reason: string
          } | null
          seen: string
        }
        'application/x-www-form-urlencoded': {
          id: string | null
          rule?: {
            group: string
            weekday: number
            from: string
            to: string
            /** Format: date */
            validFrom: string
            validUntil: string | null
            everyWeeks: number
            nthWeek: number | null
            publicLanes: number
            internalLanes: number
          } | null
          exception?: {
            group: string | null
            kind: 'closed' | 'hours' | 'staffing'
            /** Format: date */
            firstDay: string
            /** Format: date */
            lastDay: string
            from: string | null
            to: string | null
            publicLanes: number | null
            internalLanes: number | null
            reason: string
          } | null
          seen: string
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
            conflicts: number
            reseated: number
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
  'appointments.listConflicts': {
    parameters: {
      query?: never
      header?: never
      path: {
        office: string
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
            office: string
            name: string
            conflicts: {
              id: string
              office: string
              lane: string
              /** Format: date-time */
              startsAt: string
              /** Format: date-time */
              endsAt: string
              /** Format: date */
              day: string
              from: string
              to: string
              services: string[]
              state: string
              code: string | null
              name: string | null
            }[]
            count: number
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
  'appointments.arriveByLink': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        link: string
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
            link: string
            ticket: string
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
  'appointments.showTicket': {
    parameters: {
      query?: never
      header?: never
      path: {
        link: string
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
            ticket: string
            office: string
            state: string
            desk: string | null
            ahead: number
            waitFrom: number
            waitTo: number
            /** Format: date-time */
            arrivedAt: string
            appointmentAt: string | null
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
  'appointments.showTerminal': {
    parameters: {
      query?: never
      header?: never
      path: {
        device: string
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
            office: string
            services: string[]
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
  'appointments.arriveAtTerminal': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        device: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          code: string
        }
        'application/x-www-form-urlencoded': {
          code: string
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
            link: string
            ticket: string
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
  'appointments.takeTicket': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        device: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          service: string
        }
        'application/x-www-form-urlencoded': {
          service: string
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
            link: string
            ticket: string
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
  'appointments.listDevices': {
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
              office: string
              name: string
              locked: boolean
              /** Format: date-time */
              createdAt: string
              url: string
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
  'appointments.addDevice': {
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
          office: string
          name: string
        }
        'application/x-www-form-urlencoded': {
          office: string
          name: string
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
  'appointments.listDeviceOffices': {
    parameters: {
      query?: never
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
              name: string
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
  'appointments.changeDevice': {
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
          locked?: boolean
          renew?: boolean
        }
        'application/x-www-form-urlencoded': {
          locked?: boolean
          renew?: boolean
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
  'appointments.listCounters': {
    parameters: {
      query?: never
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
              name: string
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
  'appointments.showQueue': {
    parameters: {
      query?: never
      header?: never
      path: {
        office: string
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
            office: string
            mostCalls: number
            groups: {
              id: string
              name: string
            }[]
            services: {
              id: string
              name: string
            }[]
            visits: {
              id: string
              ticket: string
              group: string
              state: string
              desk: string | null
              calls: number
              services: string[]
              name: string | null
              appointmentTime: string | null
              isLate: boolean
              priority: boolean
              /** Format: date-time */
              arrivedAt: string
              calledAt: string | null
              servingAt: string | null
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
  'appointments.callNext': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        office: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          desk: string
          group?: string
        }
        'application/x-www-form-urlencoded': {
          desk: string
          group?: string
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
            called: {
              id: string
              ticket: string
            } | null
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
  'appointments.moveVisit': {
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
          step: 'call' | 'recall' | 'serve' | 'finish' | 'park' | 'return' | 'miss' | 'leave' | 'redirect'
          desk?: string
          group?: string
        }
        'application/x-www-form-urlencoded': {
          step: 'call' | 'recall' | 'serve' | 'finish' | 'park' | 'return' | 'miss' | 'leave' | 'redirect'
          desk?: string
          group?: string
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
            state: string
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
  'appointments.welcomeVisitor': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        office: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          code?: string
          service?: string
          priority?: boolean
        }
        'application/x-www-form-urlencoded': {
          code?: string
          service?: string
          priority?: boolean
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
            link: string
            ticket: string
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
  'appointments.showDisplay': {
    parameters: {
      query?: never
      header?: never
      path: {
        office: string
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
            office: string
            calls: {
              id: string
              ticket: string
              desk: string
              isOpen: boolean
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
  'appointments.joinWaitingList': {
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
          items: {
            service: string
            /** @default 1 */
            persons: number
          }[]
          variant: 'counter' | 'phone' | 'video'
          offices: string[]
          /** @default any */
          timeOfDay: 'any' | 'morning' | 'afternoon'
          name: string
          /** Format: email */
          email: string
          /** Format: date */
          firstDay: string
          /** Format: date */
          lastDay: string
          /** @default 2 */
          noticeHours: number
        }
        'application/x-www-form-urlencoded': {
          items: {
            service: string
            /** @default 1 */
            persons: number
          }[]
          variant: 'counter' | 'phone' | 'video'
          offices: string[]
          /** @default any */
          timeOfDay: 'any' | 'morning' | 'afternoon'
          name: string
          /** Format: email */
          email: string
          /** Format: date */
          firstDay: string
          /** Format: date */
          lastDay: string
          /** @default 2 */
          noticeHours: number
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
            link: string | null
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
  'appointments.showUnconfirmedEntry': {
    parameters: {
      query?: never
      header?: never
      path: {
        link: string
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
            state: string
            draw: string | null
            items: {
              service: string
              persons: number
            }[]
            variant: 'counter' | 'phone' | 'video'
            offices: string[]
            firstDay: string
            lastDay: string
            timeOfDay: string
            ticket: string
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
  'appointments.confirmEntry': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        link: string
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
            link: string
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
  'appointments.showEntry': {
    parameters: {
      query?: never
      header?: never
      path: {
        link: string
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
            state: string
            draw: string | null
            items: {
              service: string
              persons: number
            }[]
            variant: 'counter' | 'phone' | 'video'
            offices: string[]
            firstDay: string
            lastDay: string
            timeOfDay: string
            ticket: string
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
  'appointments.leaveList': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        link: string
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
  'appointments.showOffer': {
    parameters: {
      query?: never
      header?: never
      path: {
        link: string
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
            office: string
            state: string
            /** Format: date-time */
            startsAt: string
            /** Format: date-time */
            endsAt: string
            items: {
              service: string
              persons: number
            }[]
            variant: 'counter' | 'phone' | 'video'
            code: string | null
            heldUntil: string | null
            linkedTo: {
              title: string
              href: string
              leadDays: number
            } | null
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
  'appointments.acceptOffer': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        link: string
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
            link: string
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
  'appointments.declineOffer': {
    parameters: {
      query?: never
      header?: {
        'Idempotency-Key'?: string
      }
      path: {
        link: string
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
  'appointments.registerWish': {
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
          items: {
            service: string
            /** @default 1 */
            persons: number
          }[]
          variant: 'counter' | 'phone' | 'video'
          offices: string[]
          /** @default any */
          timeOfDay: 'any' | 'morning' | 'afternoon'
          name: string
          /** Format: email */
          email: string
          /** @default false */
          wait: boolean
        }
        'application/x-www-form-urlencoded': {
          items: {
            service: string
            /** @default 1 */
            persons: number
          }[]
          variant: 'counter' | 'phone' | 'video'
          offices: string[]
          /** @default any */
          timeOfDay: 'any' | 'morning' | 'afternoon'
          name: string
          /** Format: email */
          email: string
          /** @default false */
          wait: boolean
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
            link: string | null
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
  'appointments.showDraws': {
    parameters: {
      query?: never
      header?: never
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
          'application/json': {
            /** Format: date-time */
            opensAt: string
            /** Format: date-time */
            closesAt: string
            draws: {
              id: string
              state: string
              /** Format: date-time */
              opensAt: string
              /** Format: date-time */
              closesAt: string
              firstDay: string
              lastDay: string
              seedHash: string
              seed: string | null
              entries: number
              winners: number
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
  'appointments.listLots': {
    parameters: {
      query?: {
        after?: number
      }
      header?: never
      path: {
        service: string
        day: string
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
            lots: {
              rank: number
              ticket: string
              won: boolean | null
            }[]
            next: number | null
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
  'appointments.listOwnBookings': {
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
              office: string
              state: string
              /** Format: date-time */
              startsAt: string
              /** Format: date-time */
              endsAt: string
              items: {
                service: string
                persons: number
              }[]
              variant: 'counter' | 'phone' | 'video'
              code: string | null
              heldUntil: string | null
              linkedTo: {
                title: string
                href: string
                leadDays: number
              } | null
              link: string
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
  'appointments.showStatistics': {
    parameters: {
      query?: {
        from?: string
        to?: string
      }
      header?: never
      path: {
        office: string
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
            office: string
            name: string
            /** Format: date */
            from: string
            /** Format: date */
            to: string
            total: {
              visits: number | null
              withAppointment: number | null
              withoutAppointment: number | null
              wait: {
                count: number | null
                median: number | null
                ninetieth: number | null
              }
              way: {
                count: number | null
                median: number | null
                ninetieth: number | null
              }
              serving: {
                count: number | null
                median: number | null
                ninetieth: number | null
              }
              booked: number | null
              missedPercent: number | null
              cancelledPercent: number | null
            }
            days: {
              /** Format: date */
              day: string
              visits: number | null
              withAppointment: number | null
              withoutAppointment: number | null
              wait: {
                count: number | null
                median: number | null
                ninetieth: number | null
              }
              way: {
                count: number | null
                median: number | null
                ninetieth: number | null
              }
              serving: {
                count: number | null
                median: number | null
                ninetieth: number | null
              }
              booked: number | null
              missedPercent: number | null
              cancelledPercent: number | null
            }[]
            hours: {
              hour: number
              visits: number | null
              withAppointment: number | null
              withoutAppointment: number | null
              wait: {
                count: number | null
                median: number | null
                ninetieth: number | null
              }
              way: {
                count: number | null
                median: number | null
                ninetieth: number | null
              }
              serving: {
                count: number | null
                median: number | null
                ninetieth: number | null
              }
            }[]
            services: {
              service: string | null
              visits: number | null
              withAppointment: number | null
              withoutAppointment: number | null
              wait: {
                count: number | null
                median: number | null
                ninetieth: number | null
              }
              way: {
                count: number | null
                median: number | null
                ninetieth: number | null
              }
              serving: {
                count: number | null
                median: number | null
                ninetieth: number | null
              }
              booked: number | null
              missedPercent: number | null
              cancelledPercent: number | null
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
  'appointments.downloadStatistics': {
    parameters: {
      query?: {
        from?: string
        to?: string
      }
      header?: never
      path: {
        office: string
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
