/** Light, dark, or as the machine is set. */
import { NativeSelect, useMantineColorScheme } from '@mantine/core';

const SCHEMES = [
  { value: 'auto', label: 'as the machine' },
  { value: 'light', label: 'light' },
  { value: 'dark', label: 'dark' },
] as const;

export function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <NativeSelect
      size="xs"
      label="Theme"
      value={colorScheme}
      data={[...SCHEMES]}
      onChange={(event) =>
        setColorScheme(SCHEMES.find(({ value }) => value === event.currentTarget.value)?.value ?? 'auto')
      }
    />
  );
}
