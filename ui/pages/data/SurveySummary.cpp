// SPDX-License-Identifier: MIT
#include "pages/data/SurveySummary.h"

#include "style/Theme.h"
#include "widgets/InlineNote.h"

#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace lookaway {

namespace {

qint64 countOf(const Survey& survey)
{
    qint64 count = 0;
    for (const SurveyPart& part : survey.parts)
        count += static_cast<qint64>(part.pictures.size());
    return count;
}

QString sizeText(const PictureSize& size)
{
    return QStringLiteral("%1 × %2").arg(size.width).arg(size.height);
}

QString warningText(const Survey& survey)
{
    QStringList lines;
    if (survey.unreadable.size() == 1)
        lines << SurveySummary::tr("One file cannot be read and is left out; see Problems.");
    else if (!survey.unreadable.empty())
        lines << SurveySummary::tr("%L1 files cannot be read and are left out; see Problems.")
                     .arg(survey.unreadable.size());
    for (const std::string& warning : survey.warnings)
        lines << QString::fromStdString(warning);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString partTitle(const std::string& name)
{
    if (name == "train")
        return SurveySummary::tr("Training");
    if (name == "val")
        return SurveySummary::tr("Validation");
    if (name == "test")
        return SurveySummary::tr("Test");
    return QString::fromStdString(name);
}

SurveySummary::SurveySummary(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_facts(new QGridLayout)
    , m_warnings(new InlineNote(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_facts->setHorizontalSpacing(14);
    m_facts->setVerticalSpacing(3);
    m_facts->setColumnStretch(1, 1);
    column->addWidget(m_title);
    column->addLayout(m_facts);
    column->addWidget(m_warnings);
}

void SurveySummary::addFact(int row, const QString& caption, const QString& value)
{
    auto* name = new QLabel(caption, this);
    name->setForegroundRole(QPalette::PlaceholderText);
    name->setTextFormat(Qt::PlainText);
    auto* text = new QLabel(value, this);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->addWidget(name, row, 0, Qt::AlignTop);
    m_facts->addWidget(text, row, 1);
}

void SurveySummary::setSurvey(const Survey& survey)
{
    while (QLayoutItem* item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QLocale locale;
    const qint64 count = countOf(survey);
    m_title->setText(QFileInfo(QDir::cleanPath(QString::fromStdString(survey.root))).fileName());
    m_title->setToolTip(QString::fromStdString(survey.root));
    int row = 0;
    addFact(row++, tr("Classes"), locale.toString(static_cast<qint64>(survey.classes.size())));
    addFact(row++, tr("Pictures"), locale.toString(count));
    for (const SurveyPart& part : survey.parts) {
        const auto pictures = static_cast<qint64>(part.pictures.size());
        addFact(row++, QStringLiteral("   ") + partTitle(part.name),
            tr("%1 (%2 %)").arg(locale.toString(pictures)).arg(qRound(100.0 * double(pictures) / double(count))));
    }
    if (survey.median.width > 0) {
        addFact(row++, tr("Median size"), tr("%1 px").arg(sizeText(survey.median)));
        addFact(row++, tr("Sizes"), tr("%1 to %2 px").arg(sizeText(survey.smallest), sizeText(survey.largest)));
    }
    const QString warnings = warningText(survey);
    if (warnings.isEmpty())
        m_warnings->say(InlineNote::Kind::Success, tr("Every picture can be read."));
    else
        m_warnings->say(survey.unreadable.empty() ? InlineNote::Kind::Info : InlineNote::Kind::Problem, warnings);
}

} // namespace lookaway
