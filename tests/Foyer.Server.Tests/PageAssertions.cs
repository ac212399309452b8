using System.Runtime.CompilerServices;

namespace Foyer.Server.Tests;

/// <summary>A page of docs/ that is generated from the code. FOYER_WRITE_DOCS=1 writes it again.</summary>
internal static class PageAssertions
{
    public static void ShouldSay(string name, Func<string, string> write, [CallerFilePath] string here = "")
    {
        var page = Path.Combine(Root(here), "docs", name);
        var text = File.Exists(page) ? File.ReadAllText(page) : "";
        var written = write(text);
        if (Environment.GetEnvironmentVariable("FOYER_WRITE_DOCS") == "1")
            File.WriteAllText(page, text = written);

        text.ShouldBe(written, $"docs/{name} is out of date; run the tests once with FOYER_WRITE_DOCS=1.");
    }

    private static string Root(string here)
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "Foyer.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
