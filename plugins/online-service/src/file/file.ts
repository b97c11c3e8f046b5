import { defineEntity, p } from '@kreiswerk/core'

/** A file that a citizen attached. Its name stands in the answers, sealed with them; its content under a key of its own. */
export const CaseFile = defineEntity({
  name: 'OnlineServiceFile',
  tableName: 'online_service_file',
  properties: {
    id: p.uuid().primary(),
    ownerId: p.uuid(),
    service: p.string(),
    /** The field it answers. */
    field: p.string(),
    /** `null` as long as the application is being filled in. */
    caseId: p.uuid().nullable(),
    blob: p.string(),
    mediaType: p.string(),
    bytes: p.integer(),
    at: p.datetime(),
  },
  indexes: [
    { name: 'online_service_file_owner', properties: ['ownerId', 'service'] },
    { name: 'online_service_file_case', properties: ['caseId', 'id'] },
  ],
})
