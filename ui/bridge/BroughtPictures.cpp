// SPDX-License-Identifier: MIT
#include "bridge/BroughtPictures.h"

#include "bridge/ExplanationCache.h"
#include "session/inspect/PictureFiles.h"
#include "widgets/pictures/HeatMapImage.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace lookaway {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(BroughtPictures)
};

constexpr int kHashBytes = 5; // of 32: enough for the pictures of a person, and short as a row's title

} // namespace

Brought broughtBy(const QMimeData& data)
{
    Brought brought;
    const QList<QUrl> urls = data.urls();
    for (const QUrl& url : urls)
        if (url.isLocalFile())
            brought.paths << url.toLocalFile();
    if (brought.paths.isEmpty())
        brought.picture = qvariant_cast<QImage>(data.imageData());
    if (!brought.empty())
        return brought;
    for (const QString& line : data.text().split(QLatin1Char('\n'))) {
        const QString path = line.trimmed();
        if (!path.isEmpty() && QFileInfo::exists(path))
            brought.paths << path;
    }
    brought.onlyAddress = brought.paths.isEmpty() && !urls.isEmpty();
    return brought;
}

bool mayBring(const QMimeData& data)
{
    return data.hasUrls() || data.hasImage();
}

QString nothingBrought(const Brought& brought)
{
    return brought.onlyAddress
        ? Texts::tr("This is only the address of a picture: copy the picture itself in the browser and paste it here.")
        : Texts::tr("There is no picture and no path of a model or picture.");
}

Result<QString> keepPicture(const QImage& picture, const QString& runFolder)
{
    const QDir folder(runFolder + QStringLiteral("/pasted"));
    if (!folder.mkpath(QStringLiteral(".")))
        return fail(Texts::tr("'%1' cannot be made.").arg(QDir::toNativeSeparators(folder.path())).toStdString(),
            Texts::tr("Choose another folder for runs in the preferences: pasted pictures are kept there.")
                .toStdString());
    const Image pixels = fromImage(picture);
    const QString name = QString::fromLatin1(contentHash(pixels).first(kHashBytes).toHex());
    const QString file = folder.filePath(QStringLiteral("pasted-%1.png").arg(name));
    if (QFile::exists(file))
        return file;
    if (const auto written = writePng(QFile::encodeName(file).toStdString(), pixels); !written)
        return written.error();
    return file;
}

} // namespace lookaway
