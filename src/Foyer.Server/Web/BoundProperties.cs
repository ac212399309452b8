using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Foyer.Server.Web;

/// <summary>
/// Of a page's properties the framework needs only those that a form or an address may fill. It would describe every one, those
/// of the request and the answer too, for each page anew: a good part of a start.
/// </summary>
internal sealed class BoundProperties(IPageApplicationModelPartsProvider framework) : IPageApplicationModelPartsProvider
{
    public static void Use(IServiceCollection services)
    {
        var framework = services.Single(service => service.ServiceType == typeof(IPageApplicationModelPartsProvider));
        services.AddSingleton<IPageApplicationModelPartsProvider>(provider => new BoundProperties(
            (IPageApplicationModelPartsProvider)
                ActivatorUtilities.CreateInstance(provider, framework.ImplementationType!)
        ));
    }

    // The framework leaves out what is null, though its interface does not say so.
    public PagePropertyModel CreatePropertyModel(PropertyInfo property) =>
        property.IsDefined(typeof(BindPropertyAttribute)) ? framework.CreatePropertyModel(property) : null!;

    public PageHandlerModel? CreateHandlerModel(MethodInfo method) => framework.CreateHandlerModel(method);

    public PageParameterModel CreateParameterModel(ParameterInfo parameter) =>
        framework.CreateParameterModel(parameter);

    public bool IsHandler(MethodInfo methodInfo) => framework.IsHandler(methodInfo);
}
