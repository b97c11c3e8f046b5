import './online-service-case.ts'
import './online-service-worklist.ts'
