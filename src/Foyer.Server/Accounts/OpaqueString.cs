using System.Globalization;
using System.Text;

namespace Foyer.Server.Accounts;

/// <summary>
/// The OpaqueString profile of RFC 8265 for passwords: one spelling for what different keyboards and systems send for the same
/// keys. Case and width are preserved.
/// </summary>
public static class OpaqueString
{
    /// <summary>The password with every kind of space as U+0020, in NFC.</summary>
    /// <param name="password">Well-formed text without noncharacters, as <c>Fields.Secret</c> returns it.</param>
    public static string Prepare(string password)
    {
        if (Ascii.IsValid(password))
            return password;
        var spaced = new StringBuilder(password.Length);
        foreach (var character in password)
            spaced.Append(char.GetUnicodeCategory(character) == UnicodeCategory.SpaceSeparator ? ' ' : character);
        return spaced.ToString().Normalize(NormalizationForm.FormC);
    }
}
