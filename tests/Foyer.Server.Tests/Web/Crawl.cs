using System.Net;
using System.Text.RegularExpressions;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

/// <summary>Follows every address that pages contain, from some of them on, as the browser of one person does.</summary>
internal sealed partial class Crawl(Person person)
{
    private readonly HashSet<string> seen = [];
    private readonly Queue<(string Path, string From)> waiting = new();

    /// <summary>The HTML of each page, by path.</summary>
    public Dictionary<string, string> Pages { get; } = [];

    /// <summary>Addresses that were refused or are not there, with the page that names them.</summary>
    public List<string> Broken { get; } = [];

    public async Task RunAsync(params string[] paths)
    {
        foreach (var path in paths)
            Put(path, "");
        while (waiting.TryDequeue(out var next))
            await VisitAsync(next.Path, next.From);
    }

    private async Task VisitAsync(string path, string from)
    {
        var reply = await person.GetAsync(path);
        if (reply.Status >= 500 || (reply.Status >= 400 && from.Length > 0))
            Broken.Add($"{reply.Status} {path} on {from}");
        if (reply.Headers.Location is { } location)
            Put(location.ToString(), path);
        else if (reply.ContentHeaders.ContentType?.MediaType == "text/html")
            Read(path, reply.Text);
    }

    private void Read(string path, string html)
    {
        Pages[path] = html;
        // What is in a template is not on the page yet.
        foreach (Match match in Address().Matches(Template().Replace(html, "")))
            Put(WebUtility.HtmlDecode(match.Groups["address"].Value), path);
    }

    private void Put(string address, string from)
    {
        var path = address.Split('#')[0];
        if (path.StartsWith('?'))
            path = from.Split('?')[0] + path;
        if (path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && seen.Add(path))
            waiting.Enqueue((path, from));
    }

    [GeneratedRegex("<template.*?</template>", RegexOptions.Singleline)]
    private static partial Regex Template();

    [GeneratedRegex("\\s(?:href|src)=\"(?<address>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
