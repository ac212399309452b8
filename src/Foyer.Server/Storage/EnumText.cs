using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Foyer.Protocol;

namespace Foyer.Server.Storage;

/// <summary>
/// Converts between the members of an enum and their texts in columns, JSON, forms and queries. The text is the member's name in
/// snake case, unless a <see cref="JsonStringEnumMemberNameAttribute"/> gives another one. The members are numbered from 1
/// without gaps, so that a value that was never set has no text.
/// </summary>
/// <remarks>
/// Dapper would store the number of an enum and ignores type handlers for enums. A parameter is therefore the text
/// (<c>role = role.ToText()</c>), and a row that Dapper fills has the column as a text, parsed when the row is made.
/// </remarks>
public static class EnumText
{
    /// <exception cref="IndexOutOfRangeException">The value is no member.</exception>
    public static string ToText<T>(this T value)
        where T : struct, Enum => Texts<T>.All[IndexOf(value)];

    public static string? ToText<T>(this T? value)
        where T : struct, Enum => value is { } member ? member.ToText() : null;

    /// <exception cref="FormatException">No member has this text.</exception>
    public static T Parse<T>(string text)
        where T : struct, Enum => TryParse<T>(text) ?? throw Unknown<T>(text);

    public static T? ParseOrNull<T>(string? text)
        where T : struct, Enum => text is null ? null : Parse<T>(text);

    /// <summary>Returns null when no member has this text.</summary>
    public static T? TryParse<T>(string text)
        where T : struct, Enum => Texts<T>.All.IndexOf(text) is >= 0 and var index ? Texts<T>.Members[index] : null;

    /// <summary>Parses a text column without creating a string.</summary>
    /// <exception cref="FormatException">No member has this text.</exception>
    public static T Enum<T>(this Row row, int column)
        where T : struct, Enum
    {
        var text = row.Utf8(column);
        for (var index = 0; index < Texts<T>.Utf8.Length; index++)
            if (text.SequenceEqual(Texts<T>.Utf8[index]))
                return Texts<T>.Members[index];
        throw Unknown<T>(row.Text(column));
    }

    /// <exception cref="FormatException">No member has this text.</exception>
    public static T? EnumOrNull<T>(this Row row, int column)
        where T : struct, Enum => row.IsNull(column) ? null : row.Enum<T>(column);

    /// <summary>Writes a property without creating a string.</summary>
    public static void WriteEnum<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, T value)
        where T : struct, Enum => json.WriteString(name, Texts<T>.Utf8[IndexOf(value)]);

    public static void WriteEnum<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, T? value)
        where T : struct, Enum
    {
        if (value is { } member)
            json.WriteEnum(name, member);
        else
            json.WriteNull(name);
    }

    /// <summary>Returns one of the allowed members; null when the field is absent or invalid.</summary>
    public static T? Choice<T>(this Fields fields, string name, params ReadOnlySpan<T> allowed)
        where T : struct, Enum
    {
        var texts = new string[allowed.Length];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = allowed[i].ToText();
        return ParseOrNull<T>(fields.Choice(name, texts));
    }

    private static int IndexOf<T>(T value)
        where T : struct, Enum => Unsafe.BitCast<T, int>(value) - 1;

    private static FormatException Unknown<T>(string text)
        where T : struct, Enum => new($"\"{text}\" is no {typeof(T).Name} ({string.Join(", ", Texts<T>.All)}).");

    private static class Texts<T>
        where T : struct, Enum
    {
        public static readonly T[] Members = System.Enum.GetValues<T>();
        public static readonly string[] All = Array.ConvertAll(Members, TextOf);
        public static readonly byte[][] Utf8 = Array.ConvertAll(All, Encoding.UTF8.GetBytes);

        private static string TextOf(T member) =>
            typeof(T).GetField(member.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
            ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());
    }
}

/// <summary>The same texts for the JSON serializer, and their list in the API document.</summary>
public sealed class EnumTextConverter<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
