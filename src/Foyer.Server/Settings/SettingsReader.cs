using System.Reflection;
using Foyer.Protocol;

namespace Foyer.Server.Settings;

/// <summary>
/// Reads configuration into settings. The framework's own binder ignores unknown names and throws on invalid values; this one
/// reports a sentence for each mistyped setting.
/// </summary>
internal sealed class SettingsReader
{
    public List<string> Wrong { get; } = [];

    public void Read(object settings, IConfigurationSection section)
    {
        if (!string.IsNullOrEmpty(section.Value))
            Wrong.Add($"{section.Path} is a group of settings and takes no value of its own.");
        var properties = settings.GetType().GetProperties().ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
            if (!properties.TryGetValue(child.Key, out var property) || !ReadChild(settings, property, child))
                Wrong.Add($"{child.Path} is not a setting; `bin/admin settings` lists them all.");
    }

    private bool ReadChild(object settings, PropertyInfo property, IConfigurationSection child)
    {
        if (property.GetCustomAttribute<SettingAttribute>() is { } setting)
            ReadValue(settings, property, setting, child);
        else if (SettingsList.IsGroup(property))
            Read(property.GetValue(settings)!, child);
        else
            return false;
        return true;
    }

    /// <summary>An empty value leaves the default, as an unset variable of a compose file would.</summary>
    private void ReadValue(
        object settings,
        PropertyInfo property,
        SettingAttribute setting,
        IConfigurationSection child
    )
    {
        if (property.PropertyType == typeof(string[]))
            property.SetValue(settings, SettingFormat.Many(child));
        else if (child.GetChildren().Any())
            Wrong.Add($"{child.Path} takes one value, not several.");
        else if (!string.IsNullOrEmpty(child.Value))
            ReadOne(settings, property, setting, child.Path, child.Value);
    }

    private void ReadOne(object settings, PropertyInfo property, SettingAttribute setting, string path, string text)
    {
        if (SettingFormat.Parse(property.PropertyType, setting, text) is { } value)
            property.SetValue(settings, value);
        else
        {
            var given = setting.Secret ? "has a value that cannot be read" : $"is \"{PlainText.Encode(text)}\"";
            Wrong.Add($"{path} {given}; it must be {SettingFormat.Expected(property.PropertyType, setting)}.");
        }
    }
}
