import { useAddress } from '../../app/address.ts';
import { useMessages } from '../../app/language.tsx';
import { Screen } from '../../components/Screen.tsx';
import { About } from './About.tsx';
import { Appearance } from './Appearance.tsx';
import { Backbones } from './backbones/Backbones.tsx';
import { Compute } from './Compute.tsx';
import { LibrarySettings } from './LibrarySettings.tsx';
import { Privacy } from './privacy/Privacy.tsx';
import { RecordPage } from './privacy/RecordPage.tsx';
import styles from './SettingsScreen.module.css';
import { Share } from './share/Share.tsx';
import { Storage } from './storage/Storage.tsx';

/** How the window looks, what the library is read and matched with, shared and how it is kept, for how long, what computes, and what Tammes is. */
export default function SettingsScreen() {
  const { screens } = useMessages();
  const { path } = useAddress();
  if (path[0] === 'record') return <RecordPage />;
  return (
    <Screen title={screens.settings}>
      <div className={styles.column}>
        <Appearance />
        <LibrarySettings />
        <Share />
        <Backbones />
        <Storage />
        <Privacy />
        <Compute />
        <About />
      </div>
    </Screen>
  );
}
