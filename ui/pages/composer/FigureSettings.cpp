// SPDX-License-Identifier: MIT
#include "pages/composer/FigureSettings.h"

#include "pages/composer/FigureColumnForm.h"
#include "pages/composer/FigureForm.h"
#include "pages/composer/FigureModelsForm.h"
#include "pages/composer/FigureRowForm.h"
#include "pages/composer/FigureStyleForms.h"
#include "widgets/WheelGuard.h"
#include "widgets/forms/SectionBox.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace lookaway {

namespace {

constexpr int kMargin = 10;
constexpr int kCaptionLines = 5;

QLabel* heading()
{
    auto* label = new QLabel;
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

} // namespace

FigureSettings::FigureSettings(FigureDocument& document, QWidget* parent)
    : QScrollArea(parent)
    , m_document(document)
    , m_sections(nullptr)
    , m_nothing(new QLabel(tr("Click a column's title or a row's label in the figure to change what it shows.")))
    , m_columnHead(heading())
    , m_column(new FigureColumnForm(document))
    , m_rowHead(heading())
    , m_row(new FigureRowForm(document))
{
    setObjectName(QStringLiteral("figureSettings"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    m_sections = new QVBoxLayout(content);
    m_sections->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    m_sections->setSpacing(8);
    addSection(tr("Selection"), makeSelection());
    addSection(tr("Size"), makeSizeForm(document));
    addSection(tr("Text"), makeTextForm(document));
    addSection(tr("Heat maps"), makeMapsForm(document));
    addSection(tr("Explained class"), makeClass());
    addSection(tr("Models"), new FigureModelsForm(document));
    addSection(tr("Caption"), makeCaption());
    m_sections->addStretch(1);
    setWidget(content);
    setMinimumWidth(content->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width());
    for (FigureForm* form : content->findChildren<FigureForm*>())
        form->refresh();
}

void FigureSettings::addSection(const QString& title, QWidget* content)
{
    auto* section = new SectionBox(title);
    section->addRow(content);
    m_sections->addWidget(section);
}

QWidget* FigureSettings::makeSelection()
{
    auto* box = new QWidget;
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    m_nothing->setWordWrap(true);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    for (QWidget* part : std::initializer_list<QWidget*>{ m_nothing, m_columnHead, m_column, m_rowHead, m_row })
        rows->addWidget(part);
    setSelection({});
    return box;
}

void FigureSettings::setSelection(const FigureSelection& selection)
{
    m_document.closeStep();
    m_nothing->setVisible(selection.empty());
    m_columnHead->setText(tr("Column %1").arg(selection.column + 1));
    m_columnHead->setVisible(selection.column >= 0);
    m_column->setVisible(selection.column >= 0);
    m_column->setColumn(selection.column);
    m_rowHead->setText(tr("Row %1").arg(selection.row + 1));
    m_rowHead->setVisible(selection.row >= 0);
    m_row->setVisible(selection.row >= 0);
    m_row->setRow(selection.row);
    if (!selection.empty()) // its forms stand at the top, out of sight where the panel is scrolled
        verticalScrollBar()->setValue(0);
}

FigureForm* FigureSettings::makeClass()
{
    auto* form = new FigureForm(m_document);
    auto* by = new QComboBox;
    by->setObjectName(QStringLiteral("rowClass"));
    by->setMinimumContentsLength(12);
    by->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    guardWheel(by);
    by->setAccessibleName(tr("Explained class"));
    form->addWide(by);
    auto* name = new QLineEdit;
    form->addRow(tr("Class"), name);
    name->setPlaceholderText(tr("name or number"));
    name->setObjectName(QStringLiteral("givenClass"));
    // When it is complete: every letter would be another class to explain.
    connect(name, &QLineEdit::editingFinished, form, [form, name] {
        const std::string text = name->text().trimmed().toStdString();
        if (!text.empty())
            form->change(tr("Explained class"), [text](FigureSpec& spec) { spec.comparison.rowClass.name = text; });
    });
    connect(by, &QComboBox::activated, form, [form, by](int index) {
        const int model = by->itemData(index).toInt();
        form->document().edit(tr("Explained class"), [model](FigureSpec& spec) {
            RowClass& row = spec.comparison.rowClass;
            row.by = model >= 0 ? RowClass::By::Predicted : model == -1 ? RowClass::By::True : RowClass::By::Given;
            if (model >= 0)
                row.model = static_cast<std::size_t>(model);
            if (row.by == RowClass::By::Given && row.name.empty())
                row.name = "0";
        });
    });
    form->onShow([form, by, name](const FigureSpec& spec) {
        const RowClass& row = spec.comparison.rowClass;
        by->clear();
        for (std::size_t i = 0; i < spec.comparison.models.size(); ++i)
            by->addItem(tr("Predicted by %1").arg(QString::fromStdString(spec.comparison.models[i].title)), int(i));
        by->addItem(tr("True class (the picture's folder)"), -1);
        by->addItem(tr("The same in all rows"), -2);
        const int wanted = row.by == RowClass::By::Predicted ? int(row.model) : row.by == RowClass::By::True ? -1 : -2;
        by->setCurrentIndex(by->findData(wanted));
        if (!name->hasFocus())
            name->setText(QString::fromStdString(row.name));
        form->setRowShown(name, row.by == RowClass::By::Given);
    });
    return form;
}

FigureForm* FigureSettings::makeCaption()
{
    auto* form = new FigureForm(m_document);
    m_caption = new QPlainTextEdit;
    m_caption->setObjectName(QStringLiteral("figureCaption"));
    m_caption->setAccessibleName(tr("Caption"));
    m_caption->setTabChangesFocus(true);
    m_caption->setFixedHeight(m_caption->fontMetrics().lineSpacing() * kCaptionLines + 12);
    m_caption->setToolTip(tr("Goes into the .tex file as plain text: special characters are taken care of"));
    form->addWide(m_caption);
    connect(m_caption, &QPlainTextEdit::textChanged, form, [form, caption = m_caption] {
        form->change(
            tr("Caption"), [text = caption->toPlainText().toStdString()](FigureSpec& spec) { spec.caption = text; });
    });
    form->onShow([caption = m_caption](const FigureSpec& spec) {
        const QString text = QString::fromStdString(spec.caption);
        const QSignalBlocker quiet(caption);
        if (caption->toPlainText() != text)
            caption->setPlainText(text);
    });
    auto* label = form->addText(
        tr("Label"), [](const FigureSpec& spec) { return spec.label; },
        [](FigureSpec& spec, const std::string& text) { spec.label = text; });
    label->setObjectName(QStringLiteral("figureLabel"));
    label->setToolTip(tr("For \\ref in LaTeX"));
    return form;
}

void FigureSettings::setCaption(const QString& caption)
{
    m_caption->setPlaceholderText(caption);
}

} // namespace lookaway
