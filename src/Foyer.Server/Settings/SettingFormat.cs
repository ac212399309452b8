using System.Globalization;
using Foyer.Protocol;

namespace Foyer.Server.Settings;

/// <summary>How a setting's value is written and read.</summary>
internal static class SettingFormat
{
    /// <summary>Returns the value, or null when the text is not of the type or outside the setting's range.</summary>
    public static object? Parse(Type type, SettingAttribute setting, string text)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string))
            return TextRules.HasControls(text, lines: false) ? null : text;
        if (plain == typeof(bool))
            return bool.TryParse(text, out var yes) ? yes : null;
        if (plain == typeof(ByteSize))
            return ByteSize.TryParse(text, out var size) && InRange(setting, size) ? size : null;
        if (plain.IsEnum)
            return Word(plain, text);
        return
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && InRange(setting, number)
            ? (int)number
            : null;
    }

    /// <summary>Returns what <see cref="Parse"/> accepts, as the end of "it must be …".</summary>
    public static string Expected(Type type, SettingAttribute setting) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            { } plain when plain == typeof(string) => "text without control characters",
            { } plain when plain == typeof(ByteSize) => $"a size from {Takes(type, setting)}, such as \"10 MiB\"",
            { } plain when plain == typeof(int) => $"a whole number from {Takes(type, setting)}",
            _ => Takes(type, setting),
        };

    /// <summary>Returns the values or the range that a setting accepts.</summary>
    public static string Takes(Type type, SettingAttribute setting) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            { IsEnum: true } text => string.Join(" or ", Enum.GetNames(text).Select(Lower)),
            { IsArray: true } => "a list",
            { } plain when plain == typeof(bool) => "true or false",
            { } plain when plain == typeof(ByteSize) => $"{new ByteSize(setting.Min)} to {new ByteSize(setting.Max)}",
            { } plain when plain == typeof(int) => string.Create(
                CultureInfo.InvariantCulture,
                $"{setting.Min} to {setting.Max}"
            ),
            _ => "text",
        };

    /// <summary>Returns the entries of a list, or of one value with commas, which is easier in environment variables.</summary>
    public static string[] Many(IConfigurationSection section) =>
        section
            .GetChildren()
            .Select(child => child.Value ?? "")
            .Prepend(section.Value ?? "")
            .SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToArray();

    public static string Print(object? value) =>
        value switch
        {
            null or "" => "none",
            bool yes => yes ? "true" : "false",
            Enum word => Lower(word.ToString()),
            string[] many => many.Length == 0 ? "none" : string.Join(", ", many),
            _ => PlainText.Encode(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        };

    private static bool InRange(SettingAttribute setting, long number) =>
        number >= setting.Min && number <= setting.Max;

    /// <summary>Parses names only: the framework would also accept numbers and lists for an enum.</summary>
    private static object? Word(Type type, string text) =>
        Enum.GetNames(type).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse(type, name)
            : null;

    private static string Lower(string name) => name.ToLowerInvariant();
}
