using System.Text;
using Foyer.Server.Settings;

namespace Foyer.Server.Tests.Settings;

/// <summary>docs/configuration.md is what the settings say of themselves.</summary>
public sealed class ConfigurationPageTests
{
    private const string Intro = """
        # Configuration

        Everything has a default that works; nothing needs to be set to try Foyer. A value is taken from the last place that names it:

        1. `appsettings.json` beside the server: `{ "Foyer": { "Mail": { "Enabled": true } } }`
        2. the environment: `Foyer__Mail__Enabled=true`
        3. the command line: `--Foyer:Mail:Enabled=true`; `--data DIR` is short for `--Foyer:Data=DIR`, and `--urls http://127.0.0.1:8080` says where HTTP listens

        Names and words do not regard case. Sizes are written `64 KiB` or `10 MiB`, lists with commas or as JSON lists. An empty value
        leaves the default. A value that cannot be used, or a name that does not exist, stops the start with a sentence that names it.
        Lengths count UTF-16 code units, as browsers do.

        """;

    [Fact]
    public void The_page_lists_every_setting_with_its_default_and_meaning() =>
        PageAssertions.ShouldSay("configuration.md", _ => Write());

    private static string Write()
    {
        var page = new StringBuilder(Intro.ReplaceLineEndings("\n"));
        foreach (
            var group in SettingsList.List(new FoyerSettings()).GroupBy(line => line.Name[..line.Name.LastIndexOf(':')])
        )
        {
            page.Append($"\n## {group.Key}\n\n| setting | default | takes | meaning |\n|---|---|---|---|\n");
            foreach (var line in group)
                page.Append(
                    $"| `{line.Name[(group.Key.Length + 1)..]}` | {line.Default} | {line.Takes} | {line.Meaning} |\n"
                );
        }
        return page.ToString();
    }
}
