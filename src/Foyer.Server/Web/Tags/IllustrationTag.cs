using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Foyer.Server.Web.Tags;

/// <summary><c>&lt;illustration name="quiet-room" box="0 0 240 150" /&gt;</c>: an illustration in the page's colours.</summary>
[HtmlTargetElement("illustration", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IllustrationTag : TagHelper
{
    public string Name { get; set; } = "";

    public string Box { get; set; } = "0 0 240 150";

    public string Class { get; set; } = "illustration";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Class);
        output.Attributes.SetAttribute("viewBox", Box);
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent(
            $"<use href=\"{Assets.Url(ViewContext.HttpContext, "img/illustrations.svg")}#{Name}\"/>"
        );
    }
}
