namespace Foyer.Server.Web;

/// <summary>What a filter of a list is called on the page.</summary>
public static class FormWords
{
    public static string Name(string attr) => char.ToUpperInvariant(attr[0]) + attr[1..].Replace('_', ' ');
}
