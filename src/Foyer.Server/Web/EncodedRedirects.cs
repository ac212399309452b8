using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Routing;

namespace Foyer.Server.Web;

/// <summary>
/// Every redirect of a page passes here. A header takes ASCII only, and a path may hold what a person typed, so all else is
/// percent-encoded as UTF-8; what is encoded already stays.
/// </summary>
internal sealed class EncodedRedirects(ILoggerFactory log, IUrlHelperFactory urls) : RedirectResultExecutor(log, urls)
{
    public override Task ExecuteAsync(ActionContext context, RedirectResult result)
    {
        result.Url = Encode(result.Url);
        return base.ExecuteAsync(context, result);
    }

    internal static string Encode(string url)
    {
        if (url.All(IsPlain))
            return url;
        var encoded = new StringBuilder(url.Length + 16);
        foreach (var rune in url.EnumerateRunes())
            if (rune.IsAscii && IsPlain((char)rune.Value))
                encoded.Append((char)rune.Value);
            else
                encoded.Append(Uri.EscapeDataString(rune.ToString()));
        return encoded.ToString();
    }

    private static bool IsPlain(char content) => content is > ' ' and < '\u007f' and not ('"' or '<' or '>');
}
