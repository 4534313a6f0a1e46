// SPDX-License-Identifier: MIT
#pragma once

#include "pages/training/HardestModel.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace lookaway {

class ThumbnailSource;
class TileView;

/// The pictures of a test set, those that the network finds hardest first, as tiles; all, or one cell of the confusion
/// matrix. Only what is in view is decoded.
class HardestPictures : public QWidget {
    Q_OBJECT

public:
    explicit HardestPictures(QWidget* parent = nullptr);

    void setTest(std::shared_ptr<const EvaluationOutcome> outcome, int test);
    /// nullopt = all pictures.
    void setCell(std::optional<MatrixCell> cell);
    HardestModel* model() const { return m_model; }
    TileView* view() const { return m_view; }

Q_SIGNALS:
    void pictureActivated(const QString& path);
    /// The person wants to see all pictures again.
    void cellCleared();

private:
    void describe();

    std::shared_ptr<const EvaluationOutcome> m_outcome;
    ThumbnailSource* m_thumbnails;
    HardestModel* m_model;
    TileView* m_view;
    QLabel* m_caption;
    QPushButton* m_all;
};

} // namespace lookaway
