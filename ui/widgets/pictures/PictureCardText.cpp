// SPDX-License-Identifier: MIT
// What a card says in words and numbers.
#include "session/settings/SettingNames.h"
#include "widgets/NumberText.h"
#include "widgets/pictures/PictureCard.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace lookaway {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(PictureCard)
};

} // namespace

QString occlusionText(const DistractionSettings& settings)
{
    if (settings.fill == FillKind::None)
        return {};
    QString text =
        Texts::tr("%1, %2, threshold %3")
            .arg(QString::fromStdString(nameOf(settings.fill)), QString::fromStdString(nameOf(settings.where)))
            .arg(settings.threshold);
    if (!settings.layer.empty())
        text += QStringLiteral(", ") + QString::fromStdString(settings.layer);
    return text;
}

QString shareText(double share)
{
    return share > 0 ? Texts::tr("%1 % hidden").arg(percentNumber(share)) : Texts::tr("nothing hidden");
}

QString changeText(double before, double after)
{
    const QString from = QString::number(before, 'f', 3);
    if (std::isnan(after))
        return QStringLiteral("%1 → –").arg(from);
    const QString to = QString::number(after, 'f', 3);
    const QString sign = from == to ? QStringLiteral("=") : QString(after > before ? QChar(0x25B2) : QChar(0x25BC));
    return QStringLiteral("%1 → %2 %3").arg(from, to, sign);
}

QString lossText(const OccludedPicture& picture)
{
    return Texts::tr("loss %1").arg(changeText(picture.lossBefore, picture.lossAfter));
}

QString probabilityText(const OccludedPicture& picture)
{
    return Texts::tr("p(true) %1").arg(changeText(picture.probabilityBefore, picture.probabilityAfter));
}

QString describe(const PictureCard& card)
{
    const OccludedPicture& picture = *card.picture;
    QStringList lines;
    lines << Texts::tr("%1, %2%3").arg(card.className, card.origin, card.pinned ? Texts::tr(", pinned") : QString());
    lines << (picture.share > 0 ? Texts::tr("%1 % of the pixels are hidden").arg(percentNumber(picture.share))
                                : Texts::tr("Nothing is hidden: the heat map is the same everywhere"));
    const auto change = [&lines](const QString& what, double before, double after) {
        lines << (std::isnan(after)
                ? Texts::tr("%1 %2 before; after it was not measured, so that the training is not slowed")
                      .arg(what, QString::number(before, 'f', 3))
                : Texts::tr("%1 %2 before, %3 after")
                      .arg(what, QString::number(before, 'f', 3), QString::number(after, 'f', 3)));
    };
    change(Texts::tr("Loss"), picture.lossBefore, picture.lossAfter);
    change(Texts::tr("Probability of the true class"), picture.probabilityBefore, picture.probabilityAfter);
    if (!card.occlusion.isEmpty())
        lines << Texts::tr("Occlusion: %1").arg(card.occlusion);
    lines << Texts::tr("Predicted before: %1").arg(card.predictedName);
    return lines.join(QLatin1Char('\n'));
}

} // namespace lookaway
