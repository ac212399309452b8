using System.Buffers.Text;

namespace Foyer.Bench.Load;

internal static class Numbers
{
    /// <summary>The whole number right behind the name; -1 where there is none.</summary>
    public static long After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(text[(at + name.Length)..], out long number, out _) ? number : -1;
    }
}
