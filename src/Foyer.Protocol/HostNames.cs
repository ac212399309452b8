using System.Globalization;

namespace Foyer.Protocol;

/// <summary>Host names in their ASCII form (IDNA), which DNS and mail servers require.</summary>
public static class HostNames
{
    private const int Longest = 253;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Returns the ASCII form in lower case, or null when the name has none: a label is malformed or too long.</summary>
    public static string? ToAscii(string host)
    {
        try
        {
            var ascii = Idn.GetAscii(host);
            return ascii.Length <= Longest ? ascii.ToLowerInvariant() : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
