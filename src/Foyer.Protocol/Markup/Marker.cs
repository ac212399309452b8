using System.Globalization;

namespace Foyer.Protocol.Markup;

/// <summary>The marker that makes a line a list item.</summary>
/// <param name="Mark">The bullet, or the character after the number: items of one list have the same.</param>
/// <param name="Indent">The required indent of further lines of the item.</param>
internal sealed record Marker(char Mark, int Start, int Indent, Line Rest)
{
    private const int MostDigits = 9;

    public bool IsOrdered => Mark is '.' or ')';

    public bool IsEmpty => Rest.IsBlank;

    public static Marker? Of(Line line)
    {
        var indent = line.Indent;
        var content = line.Content;
        if (indent > 3 || LengthOf(content) is not (> 0 and var length) || IsRule(content))
            return null;
        var rest = line.Behind(length);
        var space = rest.Indent;
        if (space == 0 && !rest.IsBlank)
            return null;
        var width = rest.IsBlank || space > 4 ? 1 : space;
        var start = length > 1 ? int.Parse(content[..(length - 1)], CultureInfo.InvariantCulture) : 1;
        return new Marker(content[length - 1], start, indent + length + width, rest.Strip(width));
    }

    private static int LengthOf(ReadOnlySpan<char> content)
    {
        if (content is ['-' or '+' or '*', ..])
            return 1;
        var digits = content.IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and <= MostDigits && content[digits] is '.' or ')' ? digits + 1 : 0;
    }

    // A line of three or more marks is a thematic break in CommonMark, which is not supported here; it is not a list either.
    private static bool IsRule(ReadOnlySpan<char> content)
    {
        var mark = content[0];
        return mark is '-' or '*' && content.Count(mark) >= 3 && content.IndexOfAnyExcept(mark, ' ', '\t') < 0;
    }
}
