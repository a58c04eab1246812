import { joinClasses } from '@/components/ui/join-classes';

/** Settings that are chosen together. */
export interface Preset<Form> {
  readonly id: string;
  readonly name: string;
  readonly sentence: string;
  readonly form: Form;
}

export interface PresetPickerProps<Form> {
  /** Of the group of radio buttons. */
  readonly name: string;
  readonly presets: readonly Preset<Form>[];
  /** The preset that is chosen; undefined where the settings are none of them. */
  readonly chosen: Preset<Form> | undefined;
  readonly onChoose: (form: Form) => void;
}

/** Settings by name, as small cards. */
export function PresetPicker<Form>({ name, presets, chosen, onChoose }: PresetPickerProps<Form>) {
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      {presets.map((preset) => (
        <label
          key={preset.id}
          className={joinClasses(
            'relative flex cursor-pointer flex-col gap-1 rounded-panel border bg-panel px-3 py-2.5 transition-colors',
            'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ember',
            preset === chosen ? 'border-ember' : 'border-line hover:border-edge',
          )}
        >
          <input
            type="radio"
            name={name}
            value={preset.id}
            checked={preset === chosen}
            onChange={() => onChoose(preset.form)}
            className="absolute size-px opacity-0"
          />
          <span className="text-sm font-medium">{preset.name}</span>
          <span className="text-xs text-dim">{preset.sentence}</span>
        </label>
      ))}
    </div>
  );
}
