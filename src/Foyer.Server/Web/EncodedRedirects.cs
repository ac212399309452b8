using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Routing;

namespace Foyer.Server.Web;

/// <summary>
/// Encodes the target of every redirect of a page. A header is limited to ASCII, and a path may contain typed text, so other
/// characters are percent-encoded as UTF-8; encoded ones stay unchanged.
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
