import { findLoss, isCosineLoss } from '../../../src-shared/losses/index.ts';
import { recipeNames } from '../../../src-shared/training/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { Field } from '../../components/Field.tsx';
import { PaperLine } from '../../components/PaperLine.tsx';
import { showCurve } from '../losses/curves.ts';
import { choose, chosenRegulariser, type FormValues, isFixed, lossGroups, regularisersFor } from './form.ts';
import { ParameterFields } from './ParameterFields.tsx';
import { SettingFields } from './SettingFields.tsx';

interface LossChoiceProps {
  form: FormValues;
  set(change: Partial<FormValues>): void;
}

/** The loss, what may be added to it, and the parameters of both, each explained. */
export function LossChoice({ form, set }: LossChoiceProps) {
  const { train: words } = useMessages();
  const { language } = useLanguage();
  const loss = findLoss(form.loss);
  const setParameters = (change: Record<string, string>) =>
    set({ parameters: { ...form.parameters, ...change } });

  return (
    <>
      <Field label={words.loss}>
        {(control) => (
          <select
            {...control}
            value={form.loss}
            onChange={({ target }) => set(choose(form, { loss: target.value }))}
          >
            {(['centres', 'photos'] as const).map((group) => (
              <optgroup key={group} label={words.lossGroups[group]}>
                {lossGroups[group].map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      <p className="quiet">
        {loss.summary[language]} <PaperLine paper={loss.paper} />{' '}
        {isCosineLoss(loss) ? (
          <button
            type="button"
            className="link"
            onClick={() => {
              showCurve(loss, form.parameters);
              location.hash = '#/losses';
            }}
          >
            {words.seeGradient}
          </button>
        ) : (
          <a href="#/losses">{words.seeLosses}</a>
        )}
      </p>
      <Field label={words.recipe} help={words.recipeHelp}>
        {(control) => (
          <select
            {...control}
            value={form.recipe}
            onChange={({ target }) => set(choose(form, { recipe: target.value }))}
          >
            {recipeNames.map((name) => (
              <option key={name} value={name}>
                {words.recipes[name]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <ParameterFields
        legend={words.parameters}
        parameters={loss.parameters}
        values={form.parameters}
        onChange={setParameters}
      />
      <SettingFields part="loss" {...{ form, set }} />
      <RegulariserChoice {...{ form, set, setParameters }} />
    </>
  );
}

interface RegulariserChoiceProps extends LossChoiceProps {
  setParameters(change: Record<string, string>): void;
}

/** What may be added to the loss, with its parameters. */
function RegulariserChoice({ form, set, setParameters }: RegulariserChoiceProps) {
  const { train: words } = useMessages();
  const { language } = useLanguage();
  const offered = isFixed(form) ? [] : regularisersFor(findLoss(form.loss));
  const regulariser = chosenRegulariser(form);
  if (offered.length === 0) return null;
  return (
    <>
      <Field label={words.regulariser} {...(regulariser && { help: regulariser.summary[language] })}>
        {(control) => (
          <select
            {...control}
            value={regulariser?.id ?? ''}
            onChange={({ target }) => set({ regulariser: target.value })}
          >
            <option value="">{words.noRegulariser}</option>
            {offered.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      {regulariser && (
        <ParameterFields
          legend={words.regulariserParameters}
          parameters={regulariser.parameters}
          values={form.parameters}
          onChange={setParameters}
        />
      )}
    </>
  );
}
