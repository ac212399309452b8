using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Foyer.Server.Tests;

/// <summary>Links, paths and decisions that pages and comments cite exist.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Root = FindRoot();

    private static readonly string[] CodeFolders = ["src", "tests", "bench", "bin"];

    private static readonly string[] CodeEndings =
    [
        ".cs",
        ".cshtml",
        ".js",
        ".mjs",
        ".css",
        ".sql",
        ".c",
        ".sh",
        ".html",
        ".csproj",
        "",
    ];

    [Fact]
    public void Relative_links_of_pages_lead_to_files_and_headings()
    {
        var links = Pages()
            .SelectMany(page =>
                Link()
                    .Matches(WithoutCode(Text(page)))
                    .Select(match => (Page: page, Target: match.Groups["text"].Value))
            )
            .Where(link => !link.Target.Contains(':', StringComparison.Ordinal) && link.Target[0] != '/')
            .ToList();

        links.Count.ShouldBeGreaterThan(100);
        links.Where(link => !Resolves(link.Page, link.Target)).ShouldBeEmpty();
    }

    [Fact]
    public void Pages_and_decisions_cited_in_code_exist()
    {
        var cited = Code()
            .SelectMany(file =>
                Citation().Matches(Text(file)).Select(match => (File: file, Path: match.Value.TrimEnd('.')))
            )
            .ToList();

        cited.Count.ShouldBeGreaterThan(10);
        cited.Where(each => !Exists(each.Path)).ShouldBeEmpty();
        var numbers = Decisions().Select(NumberOf).ToList();
        Code()
            .Concat(Pages())
            .SelectMany(file =>
                DecisionNumber()
                    .Matches(Text(file))
                    .Select(match => (File: file, Number: int.Parse(match.Groups["text"].Value)))
            )
            .Where(each => !numbers.Contains(each.Number))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps_in_name_and_title()
    {
        var decisions = Decisions();

        decisions.Count.ShouldBeGreaterThan(10);
        decisions.Select(NumberOf).ShouldBe(Enumerable.Range(1, decisions.Count));
        foreach (var decision in decisions)
            Text(decision).ShouldStartWith($"# {NumberOf(decision)}. ");
    }

    [Fact]
    public void Nothing_cites_a_rule_that_no_file_contains()
    {
        RuleNumber().IsMatch("(" + "C-" + "18)").ShouldBeTrue();
        Code()
            .Concat(Pages())
            .SelectMany(file =>
                RuleNumber().Matches(Text(file)).Select(match => $"{Path.GetRelativePath(Root, file)}: {match.Value}")
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_page_of_dependencies_lists_every_pinned_package_with_its_version()
    {
        var page = Text(Path.Combine(Root, "docs", "dependencies.md"));
        var packages = Package().Matches(Text(Path.Combine(Root, "Directory.Packages.props")));

        packages.Count.ShouldBeGreaterThan(20);
        packages
            .Select(match => $"| {match.Groups["name"].Value} | {match.Groups["version"].Value} |")
            .Where(row => !page.Contains(row, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    private static bool Resolves(string page, string target)
    {
        var (path, heading) = target.Split('#') is [var before, var after] ? (before, after) : (target, null);
        var file = path.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, path);
        if (heading is null)
            return File.Exists(file) || Directory.Exists(file);
        return File.Exists(file)
            && Heading().Matches(Text(file)).Any(match => Slug(match.Groups["text"].Value) == heading);
    }

    private static bool Exists(string path) =>
        path is "docs" or "docs/"
        || File.Exists(Path.Combine(Root, path))
        || Directory.Exists(Path.Combine(Root, path))
        || (
            path.StartsWith("docs/decisions/", StringComparison.Ordinal)
            && Decisions().Exists(file => file.Contains(path, StringComparison.Ordinal))
        );

    private static string Slug(string heading) =>
        NoSlug().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static int NumberOf(string decision) => int.Parse(Path.GetFileName(decision)[..4]);

    private static List<string> Decisions() =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "docs", "decisions"), "*.md").Order(StringComparer.Ordinal)];

    private static List<string> Pages() =>
        [
            .. Directory.EnumerateFiles(Root, "*.md"),
            .. Files(Path.Combine(Root, "docs")).Where(file => Path.GetExtension(file) == ".md"),
        ];

    private static List<string> Code() =>
        [
            .. CodeFolders
                .SelectMany(folder => Files(Path.Combine(Root, folder)))
                .Where(file => CodeEndings.Contains(Path.GetExtension(file))),
        ];

    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Concat(
                Directory
                    .EnumerateDirectories(folder)
                    .Where(child =>
                        Path.GetFileName(child) is not ("bin" or "obj" or "node_modules" or "data" or "artifacts")
                    )
                    .SelectMany(Files)
            );

    private static string WithoutCode(string page) => Fence().Replace(page, "");

    private static string Text(string file) => File.ReadAllText(file);

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));

    [GeneratedRegex(@"\]\((?<text>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w./-])docs/(?!api\b)[\w./-]*")]
    private static partial Regex Citation();

    [GeneratedRegex(@"\bdecision\s+(?<text>\d+)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex DecisionNumber();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\b(?:C-\d{2}|S00\d-\d{2,3}|contract,? sections? \d+|contract\s§)", RegexOptions.IgnoreCase)]
    private static partial Regex RuleNumber();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoSlug();

    [GeneratedRegex("^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("PackageVersion Include=\"(?<name>[^\"]+)\" Version=\"(?<version>[^\"]+)\"")]
    private static partial Regex Package();
}
