using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http.Features;

namespace Heat.Server.CloudFormation;

/// <summary>Writes answers as XML, without declaration and namespaces, as the reference's clients expect them.</summary>
internal static class CfnAnswers
{
    public static Task WriteAsync(HttpContext http, int status, XElement body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/xml; charset=UTF-8";
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body.ToString(SaveOptions.DisableFormatting))).AsTask();
    }

    public static Task WriteAsync(HttpContext http, CfnFault fault)
    {
        if (http.Features.Get<IHttpResponseFeature>() is { } response)
            response.ReasonPhrase = fault.Code;
        var error = new XElement("Error", new XElement("Type", fault.Type), new XElement("Code", fault.Code), new XElement("Message", fault.Message));
        return WriteAsync(http, fault.Status, new XElement("ErrorResponse", error));
    }
}
