import { keepPromises } from './keepPromises'

keepPromises(1)
