using Foyer.Server.Live;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Foyer.Server.Web.Tags;

/// <summary>
/// <c>&lt;avatar of="ada" path="…" class="avatar--s" presence="nearness" /&gt;</c>: a user's picture, else their initials.
/// </summary>
[HtmlTargetElement("avatar", TagStructure = TagStructure.WithoutEndTag)]
public sealed class AvatarTag : TagHelper
{
    public string Of { get; set; } = "";

    public string? Path { get; set; }

    public string? Class { get; set; }

    /// <summary>Null for no dot.</summary>
    public PresenceState? Presence { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"avatar avatar--{InitialsAvatar.Hue(Of)} {Class}".TrimEnd());
        output.Content.AppendHtml(
            string.IsNullOrEmpty(Path) || Path == PublicUser.DefaultAvatar ? Letters() : Picture(Path)
        );
        if (Presence is { } state)
            output.Content.AppendHtml(Dot(state));
    }

    private TagBuilder Letters()
    {
        var letters = new TagBuilder("span") { Attributes = { ["aria-hidden"] = "true" } };
        letters.InnerHtml.Append(InitialsAvatar.Initials(Of));
        return letters;
    }

    private static TagBuilder Picture(string path) =>
        new("img")
        {
            TagRenderMode = TagRenderMode.SelfClosing,
            Attributes =
            {
                ["class"] = "avatar__image",
                ["src"] = path,
                ["alt"] = "",
            },
        };

    private static TagBuilder Dot(PresenceState state)
    {
        var (look, reply) = state switch
        {
            PresenceState.Here => ("presence", "online"),
            PresenceState.Away => ("presence presence--away", "away"),
            _ => ("presence presence--off", "offline"),
        };
        var dot = new TagBuilder("span") { Attributes = { ["class"] = look } };
        var text = new TagBuilder("span") { Attributes = { ["class"] = "visually-hidden" } };
        text.InnerHtml.Append(reply);
        dot.InnerHtml.AppendHtml(text);
        return dot;
    }
}
