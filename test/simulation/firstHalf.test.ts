import { keepPromises } from './keepPromises'

keepPromises(0)
