using System.Buffers;
using System.Text;

namespace Foyer.Protocol.WebSockets;

/// <summary>The sets of bytes in a request head (RFC 9110, section 5.6.2; RFC 9112, section 3).</summary>
internal static class Characters
{
    public static readonly SearchValues<byte> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8
    );

    public static readonly SearchValues<byte> Text = SearchValues.Create([(byte)'\t', .. Range(' ', '~')]);

    public static readonly SearchValues<byte> Target = SearchValues.Create([.. Range('!', '~')]);

    /// <summary>Equal without regard to the case of ASCII letters.</summary>
    public static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.Length == right.Length && Ascii.EqualsIgnoreCase(left, right);

    /// <summary>True when a comma-separated list names the token.</summary>
    public static bool Lists(ReadOnlySpan<byte> list, ReadOnlySpan<byte> token)
    {
        foreach (var range in list.Split((byte)','))
            if (Same(list[range].Trim(" \t"u8), token))
                return true;
        return false;
    }

    private static IEnumerable<byte> Range(char first, char last) =>
        Enumerable.Range(first, last - first + 1).Select(code => (byte)code);
}
