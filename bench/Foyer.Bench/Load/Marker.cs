using System.Buffers.Text;

namespace Foyer.Bench.Load;

/// <summary>The part of a message by which its arrival is counted: when it was due, its room, its number, its sender.</summary>
internal readonly record struct Marker(long Due, int Room, int Number, int Sender)
{
    private static ReadOnlySpan<byte> Begin => "ts="u8;

    public string Write() => $"ts={Due},{Room},{Number},{Sender};";

    public static bool TryFind(ReadOnlySpan<byte> text, out Marker marker)
    {
        marker = default;
        var at = text.IndexOf(Begin);
        if (at < 0)
            return false;
        text = text[(at + Begin.Length)..];
        if (!TryNumber(ref text, out var due) || !TryNumber(ref text, out var room))
            return false;
        if (!TryNumber(ref text, out var number) || !TryNumber(ref text, out var sender))
            return false;
        marker = new Marker(due, (int)room, (int)number, (int)sender);
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> text, out long number)
    {
        if (!Utf8Parser.TryParse(text, out number, out var read) || read == text.Length)
            return false;
        text = text[(read + 1)..];
        return true;
    }
}

internal static class Numbers
{
    /// <summary>Returns the whole number directly after the name; -1 where there is none.</summary>
    public static long After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(text[(at + name.Length)..], out long number, out _) ? number : -1;
    }
}
