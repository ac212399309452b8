namespace Foyer.Server.Settings;

/// <summary>Marks a property as a setting, with one sentence that describes it and, for numbers, the valid range.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string meaning) : Attribute
{
    public string Meaning { get; } = meaning;

    public long Min { get; init; }

    public long Max { get; init; } = int.MaxValue;

    /// <summary>A secret's value is never printed, not even when it is refused.</summary>
    public bool Secret { get; init; }

    /// <summary>A description of the default where it depends on the machine or on another setting.</summary>
    public string? Default { get; init; }
}
