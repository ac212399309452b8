using System.Reflection;

namespace Foyer.Server.Settings;

/// <summary>One setting as <c>bin/admin settings</c> prints it.</summary>
/// <param name="Takes">The valid values or range.</param>
public sealed record SettingSummary(string Name, string Value, string Default, string Takes, string Meaning);

/// <summary>Lists all settings in the order of the classes.</summary>
public static class SettingsList
{
    public static IEnumerable<SettingSummary> List(FoyerSettings settings) =>
        List("Foyer", settings, new FoyerSettings());

    internal static bool IsGroup(PropertyInfo property) =>
        property.PropertyType.Name.EndsWith("Settings", StringComparison.Ordinal);

    private static IEnumerable<SettingSummary> List(string path, object settings, object defaults)
    {
        foreach (var property in settings.GetType().GetProperties())
        {
            var name = $"{path}:{property.Name}";
            var (value, usual) = (property.GetValue(settings), property.GetValue(defaults));
            if (property.GetCustomAttribute<SettingAttribute>() is { } setting)
                yield return new SettingSummary(
                    name,
                    Shown(setting, value),
                    setting.Default ?? SettingFormat.Print(usual),
                    SettingFormat.Takes(property.PropertyType, setting),
                    setting.Meaning
                );
            else if (IsGroup(property))
                foreach (var line in List(name, value!, usual!))
                    yield return line;
        }
    }

    private static string Shown(SettingAttribute setting, object? value) =>
        setting.Secret && value is not null ? "(secret)" : SettingFormat.Print(value);
}
