/**
 * Measurements: `npm run bench -- train`, `ingest`, `long`, `scan`, `gallery`, `backbone`, `encryption`, `labels`, `curves`, `pairs`, `model`, `identify`, `recall`, `review`, `shots`, `face-test`, `recipes`, `learning`, `verdicts`, `refusals`, `class-share`, `classes`, `sweep`, `tammes`,
 * `sphere`, `ui`, `story` or `table`. See
 * docs/BENCHMARKS.md.
 */
import { Command, Option } from 'commander';
import { number } from '../../src-main/cli/settings.ts';
import { writeFuzzTables } from '../fuzz/table.ts';
import { benchBackbone } from './backbone/index.ts';
import { writeBackboneTables } from './backbone/table.ts';
import { type AccuracyOptions, benchAccuracy } from './class-share/accuracy.ts';
import { benchSteps, type StepsOptions } from './class-share/steps.ts';
import { writeClassTables } from './class-share/table.ts';
import { benchCurves, type CurvesOptions } from './curves/index.ts';
import { writeCurvesTables } from './curves/table.ts';
import { benchEncryption, type EncryptionOptions } from './encryption/index.ts';
import { writeEncryptionTables } from './encryption/table.ts';
import { writeFaceTest } from './face-test/document.ts';
import { benchFaceTest, type FaceTestOptions } from './face-test/index.ts';
import { writeEngineTables } from './gallery/engine-table.ts';
import { benchEngines } from './gallery/engines.ts';
import { benchGallery, type GalleryOptions } from './gallery/index.ts';
import { writeScale } from './gallery/scale-table.ts';
import { writeGalleryTables } from './gallery/table.ts';
import { benchIdentify } from './identify/index.ts';
import { writeIdentifyTables } from './identify/table.ts';
import { benchIngest, type IngestOptions } from './ingest/index.ts';
import { writeIngestTables } from './ingest/table.ts';
import { benchLabels, type LabelsOptions } from './labels/index.ts';
import { writeLabelTables } from './labels/table.ts';
import { benchLong, type LongOptions } from './long/index.ts';
import { writeLongTables } from './long/table.ts';
import { writeLossDocument } from './losses/document.ts';
import { benchModel } from './model/index.ts';
import { writeModelTables } from './model/table.ts';
import { benchPairs, type PairsOptions } from './pairs/index.ts';
import { writePairsTables } from './pairs/table.ts';
import { benchRecall, type RecallOptions } from './recall/index.ts';
import { writeRecallTables } from './recall/table.ts';
import { writeRecipeTables } from './recipes/document.ts';
import { benchHidden, type HiddenOptions } from './recipes/hidden.ts';
import { benchRecipes, type RecipesOptions } from './recipes/index.ts';
import { benchLearning, type LearningOptions } from './recipes/learning.ts';
import { benchRefusals, type RefusalsOptions } from './refusals/index.ts';
import { benchReview, type ReviewOptions } from './review/index.ts';
import { writeReviewTables } from './review/table.ts';
import { benchScan, type ScanBenchOptions } from './scan/index.ts';
import { writeScanTables } from './scan/table.ts';
import { writeSettingsDocument } from './settings-document.ts';
import { benchShots, type ShotsOptions } from './shots/index.ts';
import { writeShotsTables } from './shots/table.ts';
import { benchSphere, type SphereOptions } from './sphere/index.ts';
import { writeSphereTables } from './sphere/table.ts';
import { writeStoryTables } from './story/document.ts';
import { benchStory, type StoryOptions } from './story/index.ts';
import { benchSweep, type SweepBenchOptions } from './sweep/index.ts';
import { writeSweepTables } from './sweep/table.ts';
import { writeTammesTable } from './tammes/document.ts';
import { benchTammes, type TammesOptions } from './tammes/index.ts';
import { benchTrain, type TrainOptions } from './train/index.ts';
import { writeTrainTables } from './train/table.ts';
import { benchUi, type UiOptions } from './ui/index.ts';
import { writeUiTables } from './ui/table.ts';

const program = new Command('bench').description('measures Tammes; results lie in test/bench/results');

program
  .command('refusals')
  .description('what “not this person” as hard pairs in training does for people whom training never saw')
  .argument('<folder>', 'holds lfw-dev')
  .option('--draws <number>', 'divisions of the people', number, 8)
  .option('--loss <id>', 'the loss', 'cosface')
  .option('--count <number>', 'refused faces', number, 100)
  .option('--features <folder>', 'keeps features between calls')
  .action((folder: string, options: RefusalsOptions) => benchRefusals(folder, options));

program
  .command('train')
  .description(
    'time and memory of a training step, beside PyTorch (TAMMES_PYTHON names a Python that has it)',
  )
  .option('--rounds <number>', 'blocks of each contestant', number, 7)
  .option('--seconds <number>', 'what a block takes at least', number, 2)
  .option('--steps <number>', 'steps over which memory is watched', number, 1000)
  .option('--patience <seconds>', 'after which fewer steps are enough', number, 120)
  .option('--threads <number>', "PyTorch's on the CPU", number, 2)
  .option('--only <part>', 'cases whose name contains this')
  .option('--backend <part>', 'backends whose name contains one of these, with commas between')
  .option('--tag <name>', "names the result's file; otherwise the kind of machine does")
  .action(async (options: TrainOptions) => {
    await benchTrain(options);
    await writeTrainTables();
  });

program
  .command('backbone')
  .description('another backbone end to end, and its speed beside ONNX Runtime alone')
  .argument('<folder>', 'photos, a folder a person')
  .option('--kept <number>', 'photos of each person that the library is asked about', number, 2)
  .action(async (folder: string, options: { kept: number }) => {
    await benchBackbone(folder, options);
    await writeBackboneTables();
  });

program
  .command('ingest')
  .description(
    'photos a second from files to stored faces, beside other programs (TAMMES_PEERS, TAMMES_PYTHON)',
  )
  .option('--photos <number>', 'of faces in a set', number, 60)
  .option('--rounds <number>', 'blocks of each program', number, 3)
  .option('--patience <seconds>', 'over which a block is not repeated', number, 10)
  .option('--crops <folder>', 'face crops of 150x150 pixels, a folder a person')
  .option('--only <part>', 'sets of photos whose name contains this')
  .option('--tag <name>', "names the result's file; otherwise the kind of machine does")
  .action(async (options: IngestOptions) => {
    await benchIngest(options);
    await writeIngestTables();
  });

program
  .command('long')
  .description('memory in the course of an ingest of many photos by one worker')
  .argument('[folders...]', "photos to make many from, beside the demo's: each with a folder for each person")
  .option('--photos <number>', 'distinct ones', number, 10_000)
  .option('--tag <name>', "names the result's file; otherwise the kind of machine does")
  .action(async (from: string[], options: Omit<LongOptions, 'from'>) => {
    await benchLong({ ...options, from });
    await writeLongTables();
  });

program
  .command('scan')
  .description('a large folder listed, compared and stored, its faces made up: new, unchanged, renamed')
  .option('--files <number>', 'in the folder', number, 100_000)
  .option('--tag <name>', "names the result's file; otherwise the kind of machine does")
  .action(async (options: ScanBenchOptions) => {
    await benchScan(options);
    await writeScanTables();
  });

program
  .command('gallery')
  .description('matching with many enrolled faces, its search beside faiss and numpy (TAMMES_PYTHON)')
  .option('--most <number>', 'faces, 1,000,000 at most', number, 1_000_000)
  .option('--rounds <number>', 'blocks of queries of each engine', number, 7)
  .option('--threads <number>', 'of each engine', number, 2)
  .option('--tag <name>', "names the result's file; otherwise the kind of machine does")
  .option('--engines', 'only the engines beside each other, from 10,000 vectors on')
  .action(async (options: GalleryOptions & { engines?: boolean }) => {
    if (!options.engines) await benchGallery(options);
    await benchEngines(options);
    await writeGalleryTables();
    await writeEngineTables();
    await writeScale();
  });

program
  .command('recipes')
  .description('every loss with its recipe, judged by people and photos that nothing was chosen by')
  .argument('<folder>', 'with lfw-dev, orl and caltech-faces, each with a folder for each person')
  .option('--draws <number>', 'seeds of each task', number, 12)
  .option('--losses <names>', 'with commas between; all by default')
  .option('--tasks <names>', 'own, lfw-dev, orl, caltech-faces, with commas between; all by default')
  .option('--features <folder>', 'keeps the features of the photos between calls')
  .option('--share <number>', 'of the way; chosen in each draw by default', number)
  .option('--tag <name>', "names the result's file", 'all')
  .action(async (folder: string, options: RecipesOptions) => {
    await benchRecipes(folder, options);
    await writeRecipeTables();
  });

program
  .command('learning')
  .description('what is gained for people never seen, by the number of people and photos trained on')
  .argument('<folder>', 'with lfw-dev: a folder for each person')
  .option('--draws <number>', 'seeds of each number', number, 6)
  .option('--loss <name>', 'trained with its recipe', 'cosface')
  .option('--features <folder>', 'keeps the features of the photos between calls')
  .action(async (folder: string, options: LearningOptions) => {
    await benchLearning(folder, options);
    await writeRecipeTables();
  });

program
  .command('verdicts')
  .description('what runs are told of their heads beside what hidden people say, on heads good and bad')
  .argument('<folder>', 'with lfw-dev: a folder for each person')
  .option('--draws <number>', 'divisions of the people', number, 4)
  .option('--features <folder>', 'keeps the features of the photos between calls')
  .action(async (folder: string, options: HiddenOptions) => {
    await benchHidden(folder, options);
    await writeRecipeTables();
  });

program
  .command('class-share')
  .description('what is lost for people never seen when each step of training sees some of the classes only')
  .argument('<folder>', 'with lfw-dev: a folder for each person')
  .option('--draws <number>', 'seeds of each share', number, 6)
  .option('--losses <names>', 'with commas between', 'cosface,arcface')
  .option('--features <folder>', 'keeps the features of the photos between calls')
  .action(async (folder: string, options: AccuracyOptions) => {
    await benchAccuracy(folder, options);
    await writeClassTables();
  });

program
  .command('classes')
  .description('time and memory of a training step with very many classes, of which it sees all or some')
  .option('--backends <names>', 'with commas between', 'tensorflow,wasm')
  .option('--sizes <numbers>', 'of classes, with commas between', '10000,100000,1000000')
  .option('--rounds <number>', 'blocks of steps of each share', number, 5)
  .option('--patience <seconds>', 'in which the first step is to be done', number, 300)
  .option('--tag <name>', "names the result's file; otherwise the kind of machine does")
  .action(async (options: StepsOptions) => {
    await benchSteps(options);
    await writeClassTables();
  });

program
  .command('pairs')
  .description('faces told apart with and without alignment and mirror image')
  .argument('<folders...>', 'each with a folder for each person')
  .addOption(new Option('--alignment <kind>', 'only this one; for large folders').choices(['box', 'chip']))
  .action(async (folders: string[], options: PairsOptions) => {
    for (const folder of folders) await benchPairs(folder, options);
    await writePairsTables();
  });

program
  .command('identify')
  .description('people found among all others, and strangers told to be nobody')
  .argument('<folders...>', 'each with a folder for each person')
  .action(async (folders: string[]) => {
    for (const folder of folders) await benchIdentify(folder);
    await writeIdentifyTables();
  });

program
  .command('review')
  .description('groups of faces and doubtful names, beside scikit-learn (TAMMES_PYTHON), and many faces')
  .argument('<folder>', 'with caltech-faces, lfw-dev, orl and photos, each with a folder for each person')
  .option('--most <number>', 'faces of the largest library', number, 100_000)
  .option('--features <folder>', 'keeps the features of the photos between calls')
  .option('--tag <name>', "names the result's file; otherwise the kind of machine does")
  .action(async (folder: string, options: ReviewOptions) => {
    await benchReview(folder, options);
    await writeReviewTables();
  });

program
  .command('labels')
  .description('names made wrong and found, beside cleanlab (TAMMES_PYTHON)')
  .argument('<folder>', 'with caltech-faces, lfw-dev and orl, each with a folder for each person')
  .option('--seeds <number>', 'trials of each set and share', number, 3)
  .option('--features <folder>', 'keeps the features of the photos between calls')
  .action(async (folder: string, options: LabelsOptions) => {
    await benchLabels(folder, options);
    await writeLabelTables();
  });

program
  .command('curves')
  .description(
    'figures of pairs and searches beside scikit-learn and NumPy (TAMMES_PYTHON), and what intervals hold',
  )
  .argument('<folder>', 'with a folder for each person')
  .option('--libraries <number>', 'drawn to see how often intervals hold the truth', number, 2000)
  .option('--features <folder>', 'keeps the features of the photos between calls')
  .action(async (folder: string, options: CurvesOptions) => {
    await benchCurves(folder, options);
    await writeCurvesTables();
  });

program
  .command('model')
  .description('an exported model in ONNX Runtime beside our embeddings and accuracy (TAMMES_PYTHON)')
  .argument('<folder>', 'with a folder for each person; every photo shows a face')
  .action(async (folder: string) => {
    await benchModel(folder);
    await writeModelTables();
  });

program
  .command('recall')
  .description('faces of large photos found, by their size, with and without tiles, and of tight crops')
  .argument('[folders...]', 'tight crops, each with a folder for each person')
  .option('--without <folders...>', 'pictures without a face', [])
  .action(async (folders: string[], options: RecallOptions) => {
    await benchRecall(folders, options);
    await writeRecallTables();
  });

program
  .command('face-test')
  .description('fits anew what tells features of faces from those of things, on half of the people and kinds')
  .argument('<folders...>', 'of people, each with a folder for each person')
  .requiredOption('--without <folder>', 'pictures without a face, named kind-number.jpg')
  .action(async (folders: string[], options: FaceTestOptions) => {
    await benchFaceTest(folders, options);
    await writeFaceTest();
  });

program
  .command('encryption')
  .description('what an encrypted library costs beside one in clear')
  .option('--faces <number>', 'in the library', number, 10_000)
  .option('--rounds <number>', 'libraries of each kind', number, 5)
  .option('--tag <name>', "names the result's file; otherwise the kind of machine does")
  .action(async (options: EncryptionOptions) => {
    await benchEncryption(options);
    await writeEncryptionTables();
  });

program
  .command('shots')
  .description('copies of photos found, and different photos taken for copies')
  .argument('<folders...>', 'each with a folder for each person')
  .option('--each <number>', 'copies are made of every so many photos', number, 6)
  .option('--tag <name>', "names the result's file", 'folders')
  .action(async (folders: string[], options: ShotsOptions) => {
    await benchShots(folders, options);
    await writeShotsTables();
  });

program
  .command('sweep')
  .description('a sweep undisturbed and killed twice, and its choice judged by people it never saw')
  .argument('[folder]', 'photos, a folder a person; those of the demo by default')
  .option('--losses <names>', 'all, or names with commas between', 'all')
  .option('--seeds <number>', 'of each candidate', number, 5)
  .action(async (folder: string | undefined, options: SweepBenchOptions) => {
    await benchSweep(folder, options);
    await writeSweepTables();
  });

program
  .command('tammes')
  .description('the solver against the best known angles on the sphere in three dimensions')
  .option('--from <number>', 'points', number, 2)
  .option('--to <number>', 'points', number, 130)
  .option('--seed <number>', 'decides the starts', number, 1)
  .option('--restarts <number>', "starts of each search; the solver's own number by default", number)
  .action(async (options: TammesOptions) => {
    await benchTammes(options);
    await writeTammesTable();
  });

program
  .command('sphere')
  .description('projection and nearest neighbours: time and memory against the number of centres')
  .option('--most <number>', 'vectors whose neighbours are looked for, 100,000 at most', number, 100_000)
  .addOption(
    new Option('--backend <id>', 'for the neighbours').choices(['wasm', 'tensorflow']).default('wasm'),
  )
  .option('--tag <name>', "names the result's file; otherwise the kind of machine does")
  .action(async (options: SphereOptions) => {
    await benchSphere(options);
    await writeSphereTables();
  });

program
  .command('ui')
  .description('the built window with a large library: first faces, frames, memory (needs npm run build)')
  .option('--faces <number>', 'in the library', number, 100_000)
  .option('--people <number>', 'in the library', number, 5_000)
  .option('--minutes <number>', 'of use', number, 10)
  .option('--library <folder>', 'keeps the library between calls')
  .option('--tag <name>', "names the result's file; otherwise the kind of machine does")
  .action(async (options: UiOptions) => {
    await benchUi(options);
    await writeUiTables();
  });

program
  .command('story')
  .description("the claims of the story's figures, on seeds of their own")
  .option('--only <figure>', 'its number; all by default', number)
  .option('--first <seed>', 'the seeds are this and those that follow', number, 101)
  .option('--seeds <number>', 'how many', number, 10)
  .action(async (options: StoryOptions) => {
    await benchStory(options);
    await writeStoryTables();
  });

program
  .command('table')
  .description('write the lists and figures of the documents anew, from the code and the results')
  .action(async () => {
    await writeTrainTables();
    await writeIngestTables();
    await writeLongTables();
    await writeFuzzTables();
    await writeScanTables();
    await writeGalleryTables();
    await writeEngineTables();
    await writeScale();
    await writeClassTables();
    await writeLossDocument();
    await writeRecipeTables();
    await writeSettingsDocument();
    await writeBackboneTables();
    await writePairsTables();
    await writeModelTables();
    await writeIdentifyTables();
    await writeRecallTables();
    await writeFaceTest();
    await writeReviewTables();
    await writeLabelTables();
    await writeCurvesTables();
    await writeEncryptionTables();
    await writeShotsTables();
    await writeSweepTables();
    await writeTammesTable();
    await writeSphereTables();
    await writeUiTables();
    await writeStoryTables();
  });

await program.parseAsync();
