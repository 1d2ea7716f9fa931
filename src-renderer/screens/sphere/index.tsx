export { SphereScreen } from './sphere-screen.tsx';
