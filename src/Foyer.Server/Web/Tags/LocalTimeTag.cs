using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Foyer.Server.Web.Tags;

/// <summary>
/// <c>&lt;local-time at="2026-11-21T18:30:00Z" show="ago" /&gt;</c>: an instant, which the element of that name converts to the
/// reader's zone. Without scripts it is in UTC.
/// </summary>
[HtmlTargetElement("local-time", Attributes = "at")]
public sealed class LocalTimeTag : TagHelper
{
    private const int MinuteLength = 16;

    public string At { get; set; } = "";

    /// <summary><c>ago</c>, <c>day</c> or <c>moment</c>; see local-time.js.</summary>
    public string Show { get; set; } = "moment";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", At);
        output.Attributes.SetAttribute("show", Show);
        var time = new TagBuilder("time") { Attributes = { ["datetime"] = At } };
        time.InnerHtml.Append(Show == "day" ? DateText.Format(At) : At[..MinuteLength].Replace('T', ' ') + " UTC");
        output.Content.AppendHtml(time);
    }
}
