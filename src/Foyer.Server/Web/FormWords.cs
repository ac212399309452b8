namespace Foyer.Server.Web;

/// <summary>What a field of the wire is called on the page.</summary>
public static class FormWords
{
    public static string Name(string attr) =>
        attr switch
        {
            "email" => "E-mail",
            "login" => "Username or e-mail",
            "setup" => "Setup code",
            _ => char.ToUpperInvariant(attr[0]) + attr[1..].Replace('_', ' '),
        };
}
