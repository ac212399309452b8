using System.Reflection;

namespace Foyer.Server.Settings;

/// <summary>One setting as <c>bin/admin settings</c> prints it.</summary>
/// <param name="Takes">The words or the range it may have.</param>
public sealed record SettingLine(string Name, string Value, string Default, string Takes, string Meaning);

/// <summary>Every setting there is, in the order of the classes.</summary>
public static class SettingsList
{
    public static IEnumerable<SettingLine> Of(FoyerSettings settings) => Of("Foyer", settings, new FoyerSettings());

    internal static bool IsGroup(PropertyInfo property) =>
        property.PropertyType.Name.EndsWith("Settings", StringComparison.Ordinal);

    private static IEnumerable<SettingLine> Of(string path, object settings, object defaults)
    {
        foreach (var property in settings.GetType().GetProperties())
        {
            var name = $"{path}:{property.Name}";
            var (value, usual) = (property.GetValue(settings), property.GetValue(defaults));
            if (property.GetCustomAttribute<SettingAttribute>() is { } setting)
                yield return new SettingLine(
                    name,
                    Shown(setting, value),
                    setting.Default ?? SettingText.Print(usual),
                    SettingText.Takes(property.PropertyType, setting),
                    setting.Meaning
                );
            else if (IsGroup(property))
                foreach (var line in Of(name, value!, usual!))
                    yield return line;
        }
    }

    private static string Shown(SettingAttribute setting, object? value) =>
        setting.Secret && value is not null ? "(secret)" : SettingText.Print(value);
}
